#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

// `:quit`, or `:q`: as the key that quits. Pure.

[[nodiscard]] CommandWord quit_word();

/// Takes the command out of `effects`, when it is this one.
void take_quit(ViewState& state, Effects& effects, Model const& model);

} // namespace shoal::tui
