#pragma once

#include "ui-cli/tui/run.hpp"

namespace shoal::tui {

struct OpenedSession {
    std::unique_ptr<api::Engine> engine;
    bool is_own = false; ///< it ends with us; else it is a daemon's
};

/// Reaches the daemon, or starts an engine where none runs. Blocking.
[[nodiscard]] Result<OpenedSession> open_session(Parts const& parts, api::OnEvent const& on_event);

} // namespace shoal::tui
