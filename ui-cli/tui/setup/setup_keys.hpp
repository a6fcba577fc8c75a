#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// Switches the setting at the cursor, or begins to edit it.
void change_setting(ViewState& state, Effects& effects, Model const& model);
/// A key while a setting is edited: its new value goes to the engine, or why it is none is said.
void setting_key(ViewState& state, Effects& effects, term::Input const& input, Model const& model);

} // namespace shoal::tui
