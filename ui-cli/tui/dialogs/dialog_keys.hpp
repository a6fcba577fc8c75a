#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// A key while a dialog is open. Esc always closes it.
void dialog_key(ViewState& state, Effects& effects, term::Input const& input, Model const& model);

/// A text that fills the screen does not scroll past its end, at any size.
void keep_in_text(ViewState& state);

/// Opens the dialog that adds a torrent; `source` may be empty.
void open_add(ViewState& state, std::string source, Model const& model);

/// Opens the limits of the whole session.
void open_session_limits(ViewState& state, Model const& model);

/// The session's rules with a limit moved a step, if that is what the action does.
[[nodiscard]] std::optional<Request> step_limit(Action action, Model const& model);

/// The session's rules with the alternative limits switched the other way.
[[nodiscard]] Request toggle_alternative(Model const& model);

} // namespace shoal::tui
