#pragma once

#include "core/api/question.hpp"
#include "core/engine/lt_choke_desk.hpp"

#include <libtorrent/torrent_handle.hpp>

namespace shoal::engine {

// What libtorrent knows of one torrent, asked for at once: each waits for the network thread.
// Engine thread.

[[nodiscard]] std::vector<api::PeerView> peers_of(lt::torrent_handle const& handle,
                                                  ChokeDesk::Lines const& lines);
/// `piece_size` is left for the caller.
[[nodiscard]] api::PiecesView pieces_of(lt::torrent_handle const& handle);
[[nodiscard]] std::vector<api::TrackerView> trackers_of(lt::torrent_handle const& handle);

} // namespace shoal::engine
