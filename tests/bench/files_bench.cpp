#include "core/base/check.hpp"
#include "tests/bench/jobs.hpp"
#include "tests/support/content.hpp"
#include "tests/support/netns.hpp"
#include "tests/support/temp_dir.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <random>

// Creating and verifying side by side with other tools, on the same data in the page cache.

namespace {

using namespace shoal;

struct Options {
    std::string shoal = SHOAL_BINARY;
    std::string dir;
    std::int64_t size_mib = 4096;
    int files = 20000;
    int rounds = 5;
    int patience_s = 10;
    std::string only;
    std::string json;
};

/// Up to 64 KiB each, a hundred to a folder; returns the bytes in all.
std::int64_t write_small_files(fs::path const& dir, int count) {
    std::mt19937 random{3};
    std::int64_t bytes = 0;
    for (int i = 0; i < count; ++i) {
        auto const size = static_cast<std::int64_t>(1 + random() % 65536);
        test::write_random_file(dir / std::to_string(i / 100) / std::to_string(i), size,
                                static_cast<std::uint64_t>(i));
        bytes += size;
    }
    return bytes;
}

bench::Scene prepare(Options const& options, fs::path const& dir) {
    bench::Scene scene{.dir = dir, .shoal = options.shoal, .big = options.size_mib << 20};
    test::write_random_file(dir / "big", scene.big);
    scene.small = write_small_files(dir / "small", options.files);
    std::string const tracker =
        "http://127.0.0.1:9/announce"; // rtorrent takes no torrent without one
    auto const made = bench::run_measured({scene.shoal, "create", (dir / "big").string(), "-a",
                                           tracker, "-o", (dir / "big.torrent").string()});
    SHOAL_CHECK(made.status == 0, "shoal create ended with {}", made.status);
    return scene;
}

std::vector<bench::Contestant> contestants(Options const& options, bench::Scene const& scene) {
    auto all = bench::create_jobs(scene);
    for (auto& job : bench::verify_jobs(scene))
        all.push_back(std::move(job));
    std::erase_if(
        all, [&](auto const& each) { return each.job.find(options.only) == std::string::npos; });
    return all;
}

} // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): then it says what, and ends
int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Creates and verifies torrents beside other tools, and tells what each took."};
    app.add_option("--shoal", options.shoal, "the program to measure");
    app.add_option("--dir", options.dir, "where to put the data; RAM is best, say /dev/shm");
    app.add_option("--size", options.size_mib, "MiB of the large file");
    app.add_option("--files", options.files, "number of small files");
    app.add_option("--rounds", options.rounds, "how often each tool runs");
    app.add_option("--patience", options.patience_s,
                   "seconds to wait before each run for a machine with nothing else to do");
    app.add_option("--only", options.only, "jobs whose name holds this");
    app.add_option("--json", options.json, "also write the figures to this file");
    CLI11_PARSE(app, argc, argv);
    if (auto const reason = test::enter_private_network(); !reason.empty()) {
        std::cerr << reason << '\n';
        return 1;
    }
    if (!options.dir.empty())
        ::setenv("TMPDIR", options.dir.c_str(), 1); // NOLINT(concurrency-mt-unsafe): one thread

    test::TempDir const dir;
    auto all = contestants(options, prepare(options, dir.path()));
    bench::run_rounds(all, options.rounds, std::chrono::seconds{options.patience_s});
    return bench::report(all, options.json) ? 0 : 1;
}
