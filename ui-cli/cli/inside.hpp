#pragma once

#include "ui-cli/cli/grammar.hpp"

namespace shoal::cli {

// The same grammar within a screen that shows a session already: there a command acts on that
// session, and what it would print is answered as text.

struct InsideOutcome {
    bool is_done = false; ///< what was asked was done
    std::string text;     ///< what it printed; when it failed, why. Untrusted
};

/// Commands that make sense there: none that is a program of its own, such as `get` and `daemon`.
[[nodiscard]] std::vector<CommandInfo> commands_inside(Services const& services);

/// Runs one command on `engine`, which outlives the call. Blocking, any thread; `stop` ends it.
[[nodiscard]] InsideOutcome run_inside(std::vector<std::string> const& words,
                                       Services const& services, api::Engine& engine,
                                       std::stop_token stop);

} // namespace shoal::cli
