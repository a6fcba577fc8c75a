#pragma once

#include <libtorrent/peer_connection_handle.hpp>

namespace shoal::engine {

/// Bounds what the kernel keeps for us of a peer next door: over a path of less than half a
/// millisecond a small window is full speed, and libtorrent, which reads all a socket has into one
/// buffer, stays within the core's cache instead of growing with the kernel's. Peers further away
/// keep the kernel's own tuning. Once a peer has shaken hands; network thread only.
void bound_window(lt::peer_connection_handle const& peer);

} // namespace shoal::engine
