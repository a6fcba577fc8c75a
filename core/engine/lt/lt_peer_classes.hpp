#pragma once

#include "core/api/limits.hpp"

#include <libtorrent/session_handle.hpp>
#include <libtorrent/torrent_handle.hpp>

namespace shoal::engine {

/// By default private addresses are free of rate limits and choking. `is_local_limited`: of
/// neither; else of rate limits alone.
void set_peer_classes(lt::session_handle& session, bool is_local_limited);

/// Gives the torrent's peers their share of a limit of the whole session. libtorrent deals a limit
/// out among the connections that wait to move something, by the highest priority of the classes
/// they are in: the torrent's own has it. So the share is for each connection, and counts only
/// where there is a limit. Torrents that were not weighed are as low as can be. Network thread.
void weigh(lt::session_handle& session, lt::torrent_handle const& torrent, api::Priority priority);

} // namespace shoal::engine
