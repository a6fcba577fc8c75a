#pragma once

#include "ui-cli/tui/keys/keymap.hpp"

namespace shoal::tui {

/// How configuration files, help and the manual call it. Stays, whatever becomes of the key.
[[nodiscard]] std::string_view name_of(Action action);

/// `none` when it is no name.
[[nodiscard]] Action action_named(std::string_view name);

/// All names, in the order of `Action`.
[[nodiscard]] std::vector<std::string> action_names();

} // namespace shoal::tui
