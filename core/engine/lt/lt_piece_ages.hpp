#pragma once

#include "core/api/types.hpp"
#include "core/base/clock.hpp"

#include <libtorrent/extensions.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace shoal::engine {

/// When which piece was verified in this run: the plugins note it on the network thread, the engine
/// thread reads. A torrent that nothing came of takes no memory, another 4 bytes a piece.
class PieceAges {
public:
    void verified(api::TorrentId id, std::size_t piece, SteadyTime now);

    void forget(api::TorrentId id);

    /// As PiecesView has them.
    [[nodiscard]] std::vector<std::int32_t> read(api::TorrentId id, std::size_t pieces,
                                                 SteadyTime now) const;

private:
    /// Whole seconds since `began_`; -1: not in this run.
    using Times = std::vector<std::int32_t>;

    [[nodiscard]] std::int32_t seconds(SteadyTime now) const;

    SteadyTime const began_ = std::chrono::steady_clock::now();
    mutable std::mutex mutex_;
    std::map<api::TorrentId, Times> times_;
};

/// Tells `ages` of a torrent's pieces as they pass their hashes.
[[nodiscard]] std::shared_ptr<lt::torrent_plugin> watch_pieces(api::TorrentId id,
                                                               std::shared_ptr<PieceAges> ages);

} // namespace shoal::engine
