#pragma once

#include "ui-cli/tui/draw/canvas.hpp"

namespace shoal::tui {

/// In words what the peer at the cursor is about, in one to three lines.
void draw_peer_words(Canvas& canvas, Area area, api::PeerView const& peer);

} // namespace shoal::tui
