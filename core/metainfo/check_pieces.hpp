#pragma once

#include "core/metainfo/metainfo.hpp"

namespace shoal::metainfo {

struct CheckSpec {
    Metainfo const& torrent;
    /// Where each of `torrent.files` is on disk; pad files' entries are not looked at.
    std::vector<fs::path> const& paths;
    /// Which pieces to hash; empty means all.
    std::vector<bool> const& wanted;
    int threads = 0; ///< 0: one a core
    /// Told of each piece that could not be hashed, and why: `not_found` or `conflict` when a file
    /// is missing or short. From the pool's threads, concurrently.
    std::function<void(std::int64_t piece, Error const& why)> on_failure{};
};

/// Hashes pieces on disk: true where all of the piece's bytes are there and match. A missing or
/// short file makes its pieces false, not an error. Each byte is read once; memory stays bounded.
/// Blocking.
[[nodiscard]] Result<std::vector<bool>>
check_pieces(CheckSpec const& spec, api::OnProgress const& progress, std::stop_token stop);

} // namespace shoal::metainfo
