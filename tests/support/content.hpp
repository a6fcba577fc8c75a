#pragma once

#include "core/base/file.hpp"

#include <cstdint>
#include <string>

namespace shoal::test {

/// Writes `size` bytes that only `seed` decides and that do not compress. Folders are made.
void write_random_file(fs::path const& path, std::int64_t size, std::uint64_t seed = 1);

/// A folder of files that find the edges of pieces: empty, two bytes, one piece (256 KiB) and its
/// neighbours, several blocks, a deep path, a name beyond ASCII; `size` bytes in all, at least
/// 2 MiB.
void write_random_tree(fs::path const& dir, std::int64_t size, std::uint64_t seed = 1);

enum class EmptyFiles { needed, optional };

/// Empty when both are files with equal bytes, or folders with equal names and bytes all the way
/// down; else the first difference, in words. Pads (BEP 47) that clients write below ".pad" do not
/// count; nor does an empty file that is missing, if it is optional.
[[nodiscard]] std::string difference(fs::path const& expected, fs::path const& actual,
                                     EmptyFiles empty_files = EmptyFiles::needed);

[[nodiscard]] inline bool same_tree(fs::path const& a, fs::path const& b) {
    return difference(a, b).empty();
}

/// Bytes of file data that the disk holds below `path`: holes do not count.
[[nodiscard]] std::int64_t allocated_bytes(fs::path const& path);

} // namespace shoal::test
