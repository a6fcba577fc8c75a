#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

// Between dialog_keys.cpp and the dialogs that have a file of their own.

/// What a dialog's key may reach.
struct Desk {
    Effects& effects;
    term::Input const& input;
    Model const& model;
    term::Size size;
};

/// Whether the dialog stays after the key.
enum class After { stays, closes };

/// Up and down through the fields; false when the key is another.
[[nodiscard]] bool move_focus(int& focus, int fields, std::string const& key);

[[nodiscard]] After on_key(AddDialog& dialog, Desk const& desk);
[[nodiscard]] After on_key(CreateDialog& dialog, Desk const& desk);
[[nodiscard]] After on_key(BansDialog& dialog, Desk const& desk);

/// Whether Esc or ^C only leads out of something within the dialog.
[[nodiscard]] bool steps_back(AddDialog& dialog, std::string const& key);
[[nodiscard]] bool steps_back(CreateDialog& dialog, std::string const& key);

} // namespace shoal::tui
