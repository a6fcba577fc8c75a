#pragma once

#include "core/api/settings.hpp"
#include "ui-cli/term/curses_screen.hpp"

namespace shoal::app {

/// What is configured, for the terminal. `no_color`: the environment wants none (no-color.org),
/// which a choice of the user's goes before.
[[nodiscard]] term::ScreenOptions screen_options(api::ScreenChoices const& choices, bool no_color,
                                                 bool no_mouse);

} // namespace shoal::app
