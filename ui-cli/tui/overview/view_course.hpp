#pragma once

#include "ui-cli/tui/draw/canvas.hpp"

namespace shoal::tui {

/// Rates and copies of the torrent over time, with remarks and who left, above row `end`; side by
/// side on wide screens. A rate's graph has `height` rows. Returns the rows used.
int draw_courses(Canvas& canvas, int end, api::TorrentId id, int height);

} // namespace shoal::tui
