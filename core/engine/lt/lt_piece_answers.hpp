#pragma once

#include "core/api/question.hpp"

#include <libtorrent/torrent_handle.hpp>

namespace shoal::engine {

// What libtorrent knows of a torrent's pieces, asked for at once: each waits for the network
// thread. Engine thread.

/// `piece_size`, `flight` and `ages` are left for the caller.
[[nodiscard]] api::PiecesView pieces_of(lt::torrent_handle const& handle);
/// Those that a block was asked of, and that are not whole. Network thread only: the session has
/// one list of blocks, which the next who asks overwrites, as does our plugin when a piece fails.
[[nodiscard]] std::vector<api::FlightView> flight_of(lt::torrent_handle const& handle);
/// What this peer has; empty: it is not connected.
[[nodiscard]] std::vector<bool> pieces_of(lt::torrent_handle const& handle,
                                          api::Endpoint const& peer);
/// Those with most of [first, end) first.
[[nodiscard]] std::vector<api::HolderView> holders_of(lt::torrent_handle const& handle,
                                                      std::uint32_t first, std::uint32_t end);

} // namespace shoal::engine
