#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"
#include "ui-cli/cli/daemon/wait_for.hpp"
#include "ui-cli/cli/flags/flag_values.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <set>

namespace shoal::cli {
namespace {

struct MoveFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
    WaitFlag wait;
};

/// A torrent is there once it says so and nothing moves any more. One that stopped moving before
/// stays where it was.
Judge arrives_in(fs::path const& dir) {
    return [dir, moving = std::make_shared<std::set<api::TorrentId>>()](
               api::TorrentView const& torrent) -> Verdict {
        if (torrent.state == api::TorrentState::moving) {
            moving->insert(torrent.id);
            return std::nullopt;
        }
        if (fs::path{torrent.dir}.lexically_normal() == dir)
            return Result<void>{};
        if (moving->contains(torrent.id))
            return fail(Errc::io,
                        fmt::format("it stays in {}; choose another folder, or see 'shoal log'",
                                    torrent.dir));
        return std::nullopt;
    };
}

ExitCode move(Context& context, MoveFlags& flags) {
    auto const typed = flags.torrents.take_last("DIR");
    auto const limit = flags.wait.limit();
    if (!typed || !limit)
        return usage_error(context.printer, "move", !typed ? typed.error() : limit.error());
    if (typed->empty())
        return usage_error(
            context.printer, "move",
            {Errc::invalid_input, "DIR is empty; name a folder, or . for this one", "''"});
    auto const dir = absolute_folder(*typed);
    Act act{"move",
            "moving",
            [&](Daemon&, TorrentViews const& torrents) {
                return one_step(api::Move{{}, dir}, torrents);
            },
            {}};
    if (flags.wait.is_given())
        act.after = [&](Daemon& daemon, TorrentViews const& torrents) {
            return wait_for(context, daemon, "move", Pick{.torrents = torrents}.ids(),
                            arrives_in(dir), *limit, "cannot move it");
        };
    return act_on_torrents(context, flags.daemon, flags.torrents, act);
}

} // namespace

void attach_move(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<MoveFlags>();
    auto* command = root.add_subcommand("move", "move the files of torrents to another folder");
    flags->torrents.attach_before(*command, "DIR", "the folder that they move into");
    flags->wait.attach(*command, "they are there");
    flags->daemon.attach(*command, "shoal.move/1");
    command->footer("Example:\n  shoal move 3 9a1e /srv/archive --wait");
    command->callback([&context, flags] { context.exit = move(context, *flags); });
}

} // namespace shoal::cli
