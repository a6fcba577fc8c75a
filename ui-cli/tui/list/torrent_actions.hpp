#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// Does what an action asks of the torrents it is about: the marked ones, or the one at the cursor;
/// in detail the one that is open. What cannot be undone is asked first, in a dialog.
void act_on_torrents(ViewState& state, Effects& effects, Action action, Model const& model);

/// Asks before leaving when that would stop something.
void leave(ViewState& state, Effects& effects, Model const& model);

} // namespace shoal::tui
