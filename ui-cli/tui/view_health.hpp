#pragma once

#include "ui-cli/tui/canvas.hpp"

namespace shoal::tui {

/// The grade of the torrent that is open, what it is made of, and why it is slow, over `rows` rows
/// at most; little room has the grade and the likeliest cause. Returns the rows used: none before
/// the engine answered.
int draw_health(Canvas& canvas, api::TorrentView const& torrent, int row, int rows);

/// The likeliest cause, its evidence, and what to do with which key; empty while none is known.
[[nodiscard]] std::string reason_in_words(Canvas const& canvas, api::TorrentView const& torrent);

} // namespace shoal::tui
