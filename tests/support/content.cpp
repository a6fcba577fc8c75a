#include "tests/support/content.hpp"

#include "core/base/check.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <random>
#include <set>
#include <sys/stat.h>

namespace shoal::test {
namespace {

constexpr std::size_t chunk_size = 1 << 20;

bool same_bytes(fs::path const& a, fs::path const& b) {
    std::ifstream left{a, std::ios::binary};
    std::ifstream right{b, std::ios::binary};
    std::string left_chunk(chunk_size, 0);
    std::string right_chunk(chunk_size, 0);
    while (left && right) {
        left.read(left_chunk.data(), chunk_size);
        right.read(right_chunk.data(), chunk_size);
        auto const count = left.gcount();
        if (count != right.gcount() || std::memcmp(left_chunk.data(), right_chunk.data(),
                                                   static_cast<std::size_t>(count)) != 0)
            return false;
    }
    return left.eof() && right.eof();
}

std::string file_difference(fs::path const& expected, fs::path const& actual) {
    std::error_code error;
    auto const size = fs::file_size(actual, error);
    if (error)
        return actual.string() + ": " + error.message();
    if (size != fs::file_size(expected))
        return fmt::format("{}: {} bytes, not {}", actual.string(), size, fs::file_size(expected));
    return same_bytes(expected, actual) ? "" : actual.string() + ": its bytes differ";
}

std::set<fs::path> names_below(fs::path const& dir) {
    std::set<fs::path> names;
    std::error_code ignored; // clients rename while we look: what vanishes is simply not there
    for (fs::recursive_directory_iterator it{dir, ignored}, end; it != end; it.increment(ignored))
        if (auto const name = it->path().lexically_relative(dir); *name.begin() != ".pad")
            names.insert(name);
    return names;
}

} // namespace

void write_random_file(fs::path const& path, std::int64_t size, std::uint64_t seed) {
    fs::create_directories(path.parent_path());
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    std::mt19937_64 random{seed};
    std::array<std::uint64_t, 8192> words{};
    std::generate(words.begin(), words.end(), std::ref(random));
    while (size > 0) {
        auto const count = std::min<std::int64_t>(size, sizeof words);
        file.write(reinterpret_cast<char const*>(words.data()), count);
        size -= count;
        for (auto& word : words) // Knuth's MMIX step: far cheaper than 64 KiB of fresh words
            word = word * 6364136223846793005U + 1442695040888963407U;
    }
    SHOAL_CHECK(file.flush().good(), "cannot write {}", path.string());
}

void write_random_tree(fs::path const& dir, std::int64_t size, std::uint64_t seed) {
    constexpr std::int64_t piece = 256 * 1024;
    std::pair<char const*, std::int64_t> const edges[] = {
        {"empty", 0},
        {"two bytes", 2},
        {"a/piece-less-one", piece - 1},
        {"a/piece", piece},
        {"a/piece-and-one", piece + 1},
        {"a/b/c/d/deep.bin", 3 * 16 * 1024 + 7},
        {"größe-名.bin", 100'000},
    };
    for (auto const& [name, bytes] : edges) {
        write_random_file(dir / name, bytes, ++seed);
        size -= bytes;
    }
    SHOAL_CHECK(size > 0);
    write_random_file(dir / "zz/rest.bin", size, ++seed);
}

std::string difference(fs::path const& expected, fs::path const& actual, EmptyFiles empty_files) {
    if (!fs::is_directory(expected))
        return file_difference(expected, actual);
    auto const names = names_below(expected);
    auto const found = names_below(actual);
    for (auto const& name : names) {
        if (!found.contains(name) && empty_files == EmptyFiles::optional &&
            fs::is_empty(expected / name))
            continue;
        if (!found.contains(name))
            return (actual / name).string() + ": missing";
        auto const reason = fs::is_directory(expected / name)
                                ? std::string{}
                                : file_difference(expected / name, actual / name);
        if (!reason.empty())
            return reason;
    }
    for (auto const& name : found)
        if (!names.contains(name))
            return (actual / name).string() + ": should not be there";
    return {};
}

std::int64_t allocated_bytes(fs::path const& path) {
    struct stat info {};

    if (::stat(path.c_str(), &info) != 0)
        return 0;
    if (!S_ISDIR(info.st_mode))
        return std::min<std::int64_t>(info.st_blocks * 512, info.st_size);
    std::int64_t sum = 0;
    for (auto const& name : names_below(path))
        if (!fs::is_directory(path / name))
            sum += allocated_bytes(path / name);
    return sum;
}

} // namespace shoal::test
