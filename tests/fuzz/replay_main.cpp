#include "core/base/file.hpp"
#include "tests/fuzz/target.hpp"

#include <fmt/format.h>

#include <cstdio>

// Runs a fuzz target over files that are kept: the seeds, and every input that once hurt us.

namespace {

constexpr std::int64_t largest_input = 16 * 1024 * 1024;

/// How many files were replayed; nothing when one could not be read.
shoal::Result<int> replay(shoal::fs::path const& folder) {
    int count = 0;
    for (auto const& entry : shoal::fs::directory_iterator{folder}) {
        SHOAL_TRY(auto const bytes, shoal::read_file(entry.path(), largest_input));
        fmt::print("{}\n", entry.path().filename().string());
        std::fflush(stdout); // the last name told is the one that failed
        shoal::fuzz::one_input(bytes);
        ++count;
    }
    return count;
}

} // namespace

int main(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        auto const count = replay(argv[i]);
        if (!count || *count == 0) {
            fmt::print(stderr, "{}: {}\n", argv[i], count ? "no inputs" : count.error().what);
            return 1;
        }
    }
    return argc > 1 ? 0 : 2;
}
