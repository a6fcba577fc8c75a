#pragma once

#include "core/api/engine.hpp"
#include "ui-cli/term/screen.hpp"

#include <stop_token>

namespace shoal::tui {

/// What the screen acts through; all borrowed for the run.
struct Parts {
    api::AttachEngine attach; ///< empty: this shoal knows no daemon
    fs::path socket;          ///< of the daemon
    api::StartEngine start_engine;
    api::SwarmOptions swarm; ///< of an engine of our own
    term::OpenScreen open_screen;
    Clock const& clock;
    std::stop_token interrupted;
    fs::path folder; ///< that typed paths start from; absolute
    fs::path home;   ///< of the user; empty: unknown
};

/// Shows the session of the running daemon, or one of our own, until the user leaves or a signal
/// comes. Then an engine of our own has ended, and the terminal is as it was. Main thread;
/// blocking.
[[nodiscard]] Result<void> run(Parts const& parts);

} // namespace shoal::tui
