#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace shoal::cli {
namespace {

struct RemoveFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
    bool with_data = false;
    bool is_sure = false;
};

std::string question(TorrentViews const& torrents, bool with_data) {
    auto const what = torrents.size() == 1 ? fmt::format("'{}'", torrents.front()->name)
                                           : fmt::format("{} torrents", torrents.size());
    return fmt::format("remove {}{}?", what, with_data ? " and the data on disk" : "");
}

/// One torrent whose data stays can be added again; anything more is asked first.
Result<void> make_sure(Context& context, RemoveFlags const& flags, TorrentViews const& torrents) {
    if (flags.is_sure || (torrents.size() == 1 && !flags.with_data))
        return {};
    auto const answer = context.services.confirm(question(torrents, flags.with_data));
    if (!answer)
        return fail(Errc::invalid_input, fmt::format("{} There is no terminal to ask on; say --yes",
                                                     question(torrents, flags.with_data)));
    if (!*answer)
        return fail(Errc::denied, "not confirmed; nothing was removed");
    return {};
}

ExitCode remove(Context& context, RemoveFlags const& flags) {
    auto const plan = [&](Daemon&, TorrentViews const& torrents) -> Result<Steps> {
        SHOAL_TRY_VOID(make_sure(context, flags, torrents));
        return one_step(api::Remove{{}, flags.with_data}, torrents);
    };
    auto const exit =
        act_on_torrents(context, flags.daemon, flags.torrents, {"remove", "removed", plan, {}});
    return exit != ExitCode::done && context.services.interrupted.stop_requested()
               ? context.services.interrupt_status()
               : exit;
}

} // namespace

void attach_remove(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<RemoveFlags>();
    auto* command = root.add_subcommand("remove", "take torrents out of the daemon");
    flags->torrents.attach(*command);
    command->add_flag("--data", flags->with_data, "delete their files too");
    command->add_flag("-y,--yes", flags->is_sure, "do not ask");
    flags->daemon.attach(*command, "shoal.remove/1");
    command->footer("Several torrents, or --data, are asked for first; off a terminal they need "
                    "--yes.\n\n"
                    "Example:\n  shoal remove 'state=seeding & ratio>2' --yes");
    command->callback([&context, flags] { context.exit = remove(context, *flags); });
}

} // namespace shoal::cli
