#pragma once

#include "core/engine/wire.hpp"

#include <libtorrent/alert.hpp>
#include <libtorrent/torrent_handle.hpp>

namespace shoal::engine {

/// Which handle is which of our torrents. Engine thread.
class TorrentHandles {
public:
    void remember(api::TorrentId id, lt::torrent_handle handle);
    void forget(api::TorrentId id);
    /// Its handle is void, but what is still said of it can be told whose it is.
    void part_from(api::TorrentId id);
    void forget(lt::torrent_handle const& handle);
    /// Invalid until libtorrent has taken the torrent, and once it is forgotten.
    [[nodiscard]] lt::torrent_handle handle(api::TorrentId id) const;
    /// 0 for a torrent that is not ours any more.
    [[nodiscard]] api::TorrentId id(lt::torrent_handle const& handle) const;

private:
    std::map<api::TorrentId, lt::torrent_handle> by_id_;
    std::map<lt::torrent_handle, api::TorrentId> by_handle_;
};

/// Appends what an alert means to us; most mean nothing. Learns new handles on the way.
void translate(lt::alert& alert, TorrentHandles& torrents, std::vector<WireEvent>& events);

} // namespace shoal::engine
