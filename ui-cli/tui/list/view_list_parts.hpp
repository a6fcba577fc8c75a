#pragma once

#include "ui-cli/tui/draw/canvas.hpp"

namespace shoal::tui {

// What the list shows beside its rows.

/// What all torrents together move: graphs with axes on tall screens, and figures beside them on
/// wide ones.
void draw_list_graphs(Canvas& canvas, Area area);

/// The torrent at the cursor in words, or the one that is worst off; on tall screens also what can
/// be done, and the newest event.
void draw_list_pane(Canvas& canvas, Area pane);

} // namespace shoal::tui
