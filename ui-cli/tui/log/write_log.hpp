#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

// `:write FILE`, the one command that is the screen's own: it saves the log that is shown. Pure.

[[nodiscard]] CommandWord write_word();

/// Takes the command out of `effects`, when it is this one.
void take_write(ViewState& state, Effects& effects, Model const& model);

} // namespace shoal::tui
