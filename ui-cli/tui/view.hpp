#pragma once

#include "ui-cli/tui/view_state.hpp"

namespace shoal::tui {

/// The whole screen. Pure; `state` is reconciled with `model`.
[[nodiscard]] term::Frame render(Model const& model, ViewState const& state, term::Caps caps);

} // namespace shoal::tui
