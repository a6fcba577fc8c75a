#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// Does what an action asks of the peer at the cursor; to ban it is asked first, in a dialog.
void act_on_peer(ViewState& state, Effects& effects, Action action, Model const& model);

} // namespace shoal::tui
