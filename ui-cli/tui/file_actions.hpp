#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// Folds folders, and gives the file at the cursor, or all below the folder there, a priority.
void act_on_files(ViewState& state, Effects& effects, Action action, Model const& model);

} // namespace shoal::tui
