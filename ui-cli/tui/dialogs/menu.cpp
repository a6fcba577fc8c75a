#include "ui-cli/tui/dialogs/menu.hpp"

namespace shoal::tui {
namespace {

/// Also of what the menu itself is, which would not lead on.
bool is_movement(Action action) {
    return action <= Action::last || action == Action::menu;
}

} // namespace

void open_menu(ViewState& state) {
    MenuDialog dialog{.scope = scope_of(state), .items = {}, .cursor = 0};
    for (auto const& binding : state.keymap.bindings())
        if ((binding.scopes & dialog.scope) != 0 && !is_movement(binding.action))
            dialog.items.push_back(binding);
    state.dialog = std::move(dialog);
}

std::optional<std::string> chosen_in_menu(Dialog const& dialog, term::Input const& input) {
    auto const* const menu = std::get_if<MenuDialog>(&dialog);
    bool const is_click = input.key == "Item";
    if (!menu || (input.key != "Enter" && !is_click))
        return std::nullopt;
    auto const index = is_click ? input.number : menu->cursor;
    if (index >= menu->items.size())
        return std::nullopt;
    return std::string{keys_of(menu->items[index]).front()};
}

} // namespace shoal::tui
