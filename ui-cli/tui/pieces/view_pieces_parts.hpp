#pragma once

#include "ui-cli/tui/draw/canvas.hpp"
#include "ui-cli/tui/pieces/piece_map.hpp"

namespace shoal::tui {

// What stands around the map of pieces. Each draws one line, unless it says otherwise.

/// What is in the cell: "#2192-2199  5 of 8 here  copies 1-4  side_b.flac  in flight 2194 …".
void draw_cell(Canvas& canvas, int row, api::PiecesView const& pieces, PieceCell const& cell);
/// The piece of the cell that is worst off.
void draw_rarest_in(Canvas& canvas, int row, api::PiecesView const& pieces, PieceCell const& cell);
/// Of the whole torrent: which pieces fewest have, and who has them.
void draw_rarest(Canvas& canvas, int row);
/// The cell in the map of a peer: "#2192-2199  it has 5 of 8, of which we lack 2  side_b.flac".
void draw_peer_cell(Canvas& canvas, int row, PieceCell const& cell, std::size_t lacking);

/// How many pieces have how many copies, in a line.
void draw_copies_line(Canvas& canvas, int row, api::PiecesView const& pieces);
/// The same as bars, from `top` on, in the columns right of the map.
void draw_copies_bars(Canvas& canvas, int top, api::PiecesView const& pieces);

/// In place of the map: who has the pieces of a cell.
void draw_holders(Canvas& canvas, Area area);

/// " (chokes us)", as far as that is known.
[[nodiscard]] std::string_view choking_text(Details const& details, api::Endpoint const& peer);

} // namespace shoal::tui
