#pragma once

#include <libtorrent/peer_connection_handle.hpp>

#include <optional>

namespace shoal::engine {

/// Bounds what the kernel keeps for us of a peer next door: over a path of less than half a
/// millisecond a small window is full speed, and libtorrent, which reads all a socket has into one
/// buffer, stays within the core's cache instead of growing with the kernel's. Peers further away
/// keep the kernel's own tuning. Once a peer has shaken hands; network thread only.
void bound_window(lt::peer_connection_handle const& peer);

/// Seconds from a packet to its acknowledgement, as the kernel smoothes them (TCP_INFO); nothing
/// for what is not plain TCP. libtorrent's own `peer_info::rtt` is no round trip: it is the time
/// from a request, or the block before, to a block. Network thread only.
[[nodiscard]] std::optional<double> round_trip(lt::peer_connection_handle const& peer);

} // namespace shoal::engine
