#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// Moves the cursor of what is shown, or goes to another screen, tab or torrent.
void navigate(ViewState& state, Action action, Model const& model);

/// Shows its details, in the tab that was looked at last.
void open_torrent(ViewState& state, api::TorrentId id);

/// Of what is shown: where its cursor is; 0 where there is none.
[[nodiscard]] std::size_t cursor_row(ViewState const& state, Model const& model);
void move_to_row(ViewState& state, std::size_t row, Model const& model);

/// What the mouse points at: a row of what is shown, a column's head, or the wheel. A click on the
/// row where the cursor is already opens it. False when the input is none of these.
bool point(ViewState& state, term::Input const& input, Model const& model);

} // namespace shoal::tui
