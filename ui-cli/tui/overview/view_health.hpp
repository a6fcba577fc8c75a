#pragma once

#include "ui-cli/tui/draw/canvas.hpp"

namespace shoal::tui {

/// The grade of the torrent that is open, what it is made of, and why it is slow, over `rows` rows
/// at most; little room has the grade and the likeliest cause. Returns the rows used: none before
/// the engine answered.
int draw_health(Canvas& canvas, api::TorrentView const& torrent, int row, int rows);

/// As the words of core/health: dead or incomplete, at risk, fair and better.
[[nodiscard]] term::Role health_role(int grade);

/// What would help the swarm most, with the grade it would have then, and the keys for it. Returns
/// the rows used, `rows` at most.
int draw_advice(Canvas& canvas, int row, int rows, api::TorrentView const& torrent,
                api::HealthView const& health);

/// The likeliest cause, its evidence, and what to do with which key; empty while none is known.
[[nodiscard]] std::string reason_in_words(Canvas const& canvas, api::TorrentView const& torrent);

} // namespace shoal::tui
