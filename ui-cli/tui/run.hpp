#pragma once

#include "core/api/engine.hpp"
#include "core/api/torrents.hpp"
#include "ui-cli/term/screen.hpp"
#include "ui-cli/tui/dialogs/content_plan.hpp"
#include "ui-cli/tui/dialogs/free_space.hpp"
#include "ui-cli/tui/dialogs/probe.hpp"
#include "ui-cli/tui/keys/keymap.hpp"
#include "ui-cli/tui/prompt/command_words.hpp"

#include <stop_token>

namespace shoal::tui {

/// What became of a command line.
struct CommandOutcome {
    bool is_done = false;
    std::string text; ///< what there is to read, in lines; untrusted
};

/// Runs the words of a command line on the engine that is shown. Blocks, on a thread of its own;
/// the stop ends it.
using RunCommand = std::function<CommandOutcome(std::vector<std::string> const& words,
                                                api::Engine& engine, std::stop_token stop)>;

using StartSession =
    std::function<Result<std::unique_ptr<api::Engine>>(api::OnEvent const& on_event)>;

using FilesDesk = PathDesk<std::vector<api::FileView>>;

/// What the screen acts through; all borrowed for the run.
struct Parts {
    api::AttachEngine attach;   ///< empty: this shoal knows no daemon
    fs::path socket;            ///< of the daemon
    StartSession start_session; ///< of our own
    bool is_passing = false;    ///< what that session received is deleted as it ends
    /// Hands a session of our own, which has ended, to a daemon that outlives us; empty: there is
    /// none that could. Blocks until the daemon has it.
    std::function<Result<void>()> leave_behind;
    term::OpenScreen open_screen;
    Clock const& clock;
    std::stop_token interrupted;
    fs::path folder;            ///< that typed paths start from; absolute
    fs::path home;              ///< of the user; empty: unknown
    CommandWords commands = {}; ///< behind ':'
    Keymap keymap = {};
    RunCommand run_command = {};
    api::Torrents* torrents = nullptr; ///< makes .torrents
    StartObserver start_observer = {}; ///< empty: no swarm can be looked at from here
    // Called on threads of their own; what is empty is not shown.
    SpaceOf space_of = free_space_of;
    FilesDesk::Ask files_of = {}; ///< of a .torrent, pads too; none: it cannot be read
    PlanDesk::Ask plan_of = {};
};

/// Shows the session of the running daemon, or one of our own, until the user leaves or a signal
/// comes. Then an engine of our own has ended, and the terminal is as it was. Main thread;
/// blocking.
[[nodiscard]] Result<void> run(Parts const& parts);

} // namespace shoal::tui
