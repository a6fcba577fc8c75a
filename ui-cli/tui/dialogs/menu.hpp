#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// What can be done on this screen, from the key table, but for moving about in it.
void open_menu(ViewState& state);

/// The key of what the input chooses in the menu, if that is open and it does.
[[nodiscard]] std::optional<std::string> chosen_in_menu(Dialog const& dialog,
                                                        term::Input const& input);

} // namespace shoal::tui
