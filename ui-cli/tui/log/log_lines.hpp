#pragma once

#include "ui-cli/tui/view_state.hpp"

namespace shoal::tui {

// Which lines of the log are shown, and what they say. Pure.

[[nodiscard]] LogLevel level_of(api::Event const& event);
[[nodiscard]] std::string_view to_string(LogLevel level);

/// "WARN", five columns at most.
[[nodiscard]] std::string_view level_word(api::Event const& event);

/// Which part of things it is about: "swarm", "disk", "you"… Eight columns at most.
[[nodiscard]] std::string_view topic_of(api::Event const& event);

/// What happened, for people; untrusted.
[[nodiscard]] std::string words_of(api::Event const& event);
/// What it concerned, beside these words; untrusted, may be empty.
[[nodiscard]] std::string where_of(api::Event const& event);
/// The torrent's name, or "you"; untrusted, empty for what the session did.
[[nodiscard]] std::string subject_of(api::Event const& event);

/// The map of the pieces shows more of it.
[[nodiscard]] bool is_about_pieces(api::Event const& event);

/// The whole line, as it is copied; untrusted.
[[nodiscard]] std::string line_text(LogLine const& line);

/// Oldest first; borrowed from the model.
[[nodiscard]] std::vector<LogLine const*> shown_lines(Model const& model, LogState const& log);

/// All that is shown, a line each, for a file: nothing in it moves a cursor.
[[nodiscard]] std::string log_text(Model const& model, LogState const& log);

} // namespace shoal::tui
