#pragma once

#include "core/metainfo/piece_batch.hpp"

namespace shoal::metainfo {

/// What to hash. Everything is borrowed for the call.
struct HashPlan {
    PieceSource const& source;
    std::vector<bool> const& wanted; ///< pieces; empty means all
    int threads = 0;                 ///< 0: one a core; 256 at most
};

/// Called from the pool's threads, concurrently, once for each wanted piece. An Error from it ends
/// the whole.
using OnPiece = std::function<Result<void>(std::int64_t piece, Result<PieceHash> hash)>;

/// Hashes the wanted pieces, each byte read once. A piece that cannot be read (missing, short or
/// unreadable file) is an Error in `on_piece`. Memory: as PieceBatch says for each thread, whatever
/// the pieces' size. `unavailable` when stopped. Blocking.
[[nodiscard]] Result<void> hash_pieces(HashPlan const& plan, OnPiece const& on_piece,
                                       api::OnProgress const& progress, std::stop_token stop);

} // namespace shoal::metainfo
