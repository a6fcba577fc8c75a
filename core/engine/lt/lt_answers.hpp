#pragma once

#include "core/api/question.hpp"
#include "core/engine/lt/lt_choking.hpp"

#include <libtorrent/peer_info.hpp>
#include <libtorrent/torrent_handle.hpp>

namespace shoal::engine {

// What libtorrent knows of one torrent, asked for at once: each waits for the network thread.
// Engine thread.

/// Those that have shaken hands.
[[nodiscard]] std::vector<lt::peer_info> connected_peers(lt::torrent_handle const& handle);
[[nodiscard]] std::vector<api::PeerView> peers_of(lt::torrent_handle const& handle,
                                                  ChokeDesk::Lines const& lines,
                                                  RoundTrips const& round_trips,
                                                  std::vector<api::FlightView> const& flight);
[[nodiscard]] std::vector<api::TrackerView> trackers_of(lt::torrent_handle const& handle);

} // namespace shoal::engine
