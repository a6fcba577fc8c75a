#pragma once

#include "ui-cli/term/line_terminal.hpp"
#include "ui-cli/tui/run.hpp"

namespace shoal::tui {

/// What to say about the way from one snapshot to a later one: a line for each torrent that came,
/// went, changed its state, or got a further tenth. Untrusted. Pure.
[[nodiscard]] std::vector<std::string> changes_in_words(api::Snapshot const& before,
                                                        api::Snapshot const& after);

/// One line; untrusted. Pure.
[[nodiscard]] std::string event_in_words(api::Event const& event);

/// As `run`, in lines: changes and events as they come, each said once, and a command line for each
/// line of input. `quit` or the end of input leaves. Main thread; blocking.
[[nodiscard]] Result<void> run_plain(Parts const& parts, term::LineTerminal& terminal);

} // namespace shoal::tui
