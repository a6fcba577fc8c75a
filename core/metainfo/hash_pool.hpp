#pragma once

#include "core/metainfo/metainfo.hpp"

namespace shoal::metainfo {

/// What to hash. Everything is borrowed for the call.
struct HashPlan {
    std::vector<LayoutFile> const& files; ///< in order of offset
    std::vector<fs::path> const& paths;   ///< where each is; pads' entries are not looked at
    std::int64_t piece_size = 0;
    bool v1 = true;
    bool v2 = false;                 ///< then each piece begins with one file, and pads follow it
    std::vector<bool> const& wanted; ///< pieces; empty means all
    int threads = 0;                 ///< 0: one a core
};

struct PieceHash {
    Sha1Digest v1{};
    Sha256Digest v2{};
};

/// Called from the pool's threads, concurrently, once for each wanted piece. An Error from it ends
/// the whole.
using OnPiece = std::function<Result<void>(std::int64_t piece, Result<PieceHash> hash)>;

/// Hashes the wanted pieces, each byte read once. A piece that cannot be read (missing, short or
/// unreadable file) is an Error in `on_piece`. Memory: one piece a thread, 256 MiB at most.
/// `unavailable` when stopped. Blocking.
[[nodiscard]] Result<void> hash_pieces(HashPlan const& plan, OnPiece const& on_piece,
                                       api::OnProgress const& progress, std::stop_token stop);

/// The length of the piece space.
[[nodiscard]] std::int64_t piece_space(std::vector<LayoutFile> const& files);

/// The index of the file that holds the byte at `offset`; empty files never do.
[[nodiscard]] std::size_t file_at(std::vector<LayoutFile> const& files, std::int64_t offset);

} // namespace shoal::metainfo
