#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// Moves the cursor of what is shown, or goes to another screen, tab or torrent.
void navigate(ViewState& state, Action action, Model const& model);

} // namespace shoal::tui
