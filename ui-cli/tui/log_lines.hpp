#pragma once

#include "ui-cli/tui/view_state.hpp"

namespace shoal::tui {

// Which lines of the log are shown, and what they say. Pure.

[[nodiscard]] LogLevel level_of(api::EventKind kind);

/// "WARN", five columns at most.
[[nodiscard]] std::string_view level_word(api::EventKind kind);

/// What happened, for people; untrusted.
[[nodiscard]] std::string words_of(api::Event const& event);

/// The whole line, as it is copied; untrusted.
[[nodiscard]] std::string line_text(LogLine const& line);

/// Oldest first; borrowed from the model.
[[nodiscard]] std::vector<LogLine const*> shown_lines(Model const& model, LogState const& log);

} // namespace shoal::tui
