#pragma once

#include "core/engine/wire.hpp"

#include <libtorrent/extensions.hpp>

#include <functional>
#include <mutex>

namespace shoal::engine {

/// What our plugin notes on the network thread for the engine thread to read.
class PeerBook {
public:
    void put(PeerMet peer) {
        std::scoped_lock const lock(mutex_);
        met_.push_back(std::move(peer));
    }

    [[nodiscard]] std::vector<PeerMet> take() {
        std::scoped_lock const lock(mutex_);
        return std::exchange(met_, {});
    }

private:
    std::mutex mutex_;
    std::vector<PeerMet> met_;
};

/// Notes each peer that shakes hands, with where we learnt of it: alerts do not say, and asking for
/// peers now and then would miss those that come and go between.
[[nodiscard]] std::shared_ptr<lt::torrent_plugin> watch_peers(api::TorrentId id,
                                                              std::shared_ptr<PeerBook> book);

} // namespace shoal::engine
