#pragma once

#include "ui-cli/cli/daemon/daemon.hpp"
#include "ui-cli/cli/daemon/torrent_pick.hpp"
#include "ui-cli/cli/flags/daemon_flags.hpp"
#include "ui-cli/cli/reports/list_report.hpp"

namespace shoal::cli {

// What commands for the daemon have in common: to find the torrents meant, to have something done
// with them, to say what was done.

/// Attaches `daemon`, and picks what the words mean. What stands against it is printed; its exit
/// status is the error.
[[nodiscard]] tl::expected<Pick, ExitCode> attach_and_pick(Context& context, Daemon& daemon,
                                                           std::string_view command,
                                                           DaemonFlags const& flags,
                                                           TorrentWords const& words);

/// Prints the errors. Done without any; with some, partly done if anything was, else what fits the
/// first.
[[nodiscard]] ExitCode sum_up(Context& context, std::string_view command,
                              std::vector<Error> const& errors, bool is_any_done);

/// The exit status of two parts of a command, one after the other.
[[nodiscard]] ExitCode both(ExitCode first, ExitCode second);

/// One thing for the daemon to do, and the torrents it is about.
struct Step {
    api::Command command;
    TorrentViews torrents;
};

using Steps = std::vector<Step>;

struct Act {
    std::string_view command; ///< its name, as typed
    std::string_view done;    ///< "paused"
    /// What to do; invalid_input is an error in usage, any other fails the command.
    std::function<Result<Steps>(Daemon&, TorrentViews const&)> plan;
    /// Runs at the end, with the torrents with which all went well, and may wait; may be empty.
    std::function<ExitCode(Daemon&, TorrentViews const&)> after;
};

/// Has the daemon act on the torrents named, and prints what was done: a line, or
/// `shoal.COMMAND/1`.
[[nodiscard]] ExitCode act_on_torrents(Context& context, DaemonFlags const& flags,
                                       TorrentWords const& words, Act const& act);

/// A plan of one command for all.
template <class Command>
[[nodiscard]] Steps one_step(Command command, TorrentViews const& torrents) {
    for (auto const& torrent : torrents)
        command.ids.push_back(torrent->id);
    return {{std::move(command), torrents}};
}

} // namespace shoal::cli
