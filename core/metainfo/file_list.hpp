#pragma once

#include "core/base/hash.hpp"
#include "core/metainfo/bencode.hpp"

namespace shoal::metainfo {

// What an info dict says about its files, checked but not repaired. An error names the field.

inline constexpr std::int64_t max_total_size = (std::int64_t{1} << 48) - 1; ///< libtorrent's own
inline constexpr std::size_t max_files = 1'000'000;
/// Of all paths together: a v2 tree can say long ones in few bytes, a few million times.
inline constexpr std::size_t max_path_bytes = 64 * 1024 * 1024;

struct ListedFile {
    std::string path; ///< the torrent's name first, '/' between parts
    std::int64_t size = 0;
    bool is_pad = false;
    bool is_symlink = false;
    Sha256Digest root{}; ///< v2: over its content; zeros for an empty file
};

/// The text under `key`, or under "key.utf-8" when that is there.
[[nodiscard]] Result<std::string_view> text_field(bencode::Value dict, std::string_view key);

/// `files`, or `length` of the only file (BEP 3, 47).
[[nodiscard]] Result<std::vector<ListedFile>> list_v1(bencode::Value info, std::string_view name);

/// `file tree` (BEP 52).
[[nodiscard]] Result<std::vector<ListedFile>> list_v2(bencode::Value info, std::string_view name);

} // namespace shoal::metainfo
