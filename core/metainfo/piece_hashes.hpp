#pragma once

#include "core/metainfo/file_list.hpp"

namespace shoal::metainfo {

inline constexpr std::int64_t max_piece_size = 128 * 1024 * 1024;
inline constexpr std::int64_t max_pieces = 0x200000; ///< libtorrent's own

[[nodiscard]] std::int64_t pieces_in(std::int64_t size, std::int64_t piece_size);

/// `info.pieces`, one hash a piece of `total` bytes (BEP 3).
[[nodiscard]] Result<std::vector<Sha1Digest>> v1_hashes(bencode::Value info, std::int64_t total,
                                                        std::int64_t piece_size);

/// Each file's hashes, one a piece, held against its root (BEP 52). `root` is the whole .torrent.
[[nodiscard]] Result<std::vector<std::vector<Sha256Digest>>>
v2_hashes(bencode::Value root, std::vector<ListedFile> const& files, std::int64_t piece_size);

} // namespace shoal::metainfo
