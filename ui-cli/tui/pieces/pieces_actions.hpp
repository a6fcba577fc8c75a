#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// So far on the map of pieces: in its column, as far as that goes; beyond all rows to the first
/// cell or the last.
void move_on_map(ViewState& state, std::ptrdiff_t rows, std::ptrdiff_t columns, Model const& model);
/// To the nearest that there is.
void go_to_cell(ViewState& state, std::ptrdiff_t cell, Model const& model);

/// Turns the map's mode, steps to its sides, and shows who has the pieces of the cell.
void act_on_pieces(ViewState& state, Action action, Model const& model);

/// What lies over our own map is left: a peer's, or holders.
void leave_map_parts(DetailState& detail);

} // namespace shoal::tui
