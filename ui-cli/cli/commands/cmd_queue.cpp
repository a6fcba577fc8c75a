#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace shoal::cli {
namespace {

struct QueueFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
    std::string where;
};

Result<api::QueueMove> read_where(std::string const& text) {
    if (text == "top")
        return api::QueueMove::top;
    if (text == "up")
        return api::QueueMove::up;
    if (text == "down")
        return api::QueueMove::down;
    if (text == "bottom")
        return api::QueueMove::bottom;
    return fail(Errc::invalid_input, fmt::format("'{}' is none of top, up, down and bottom", text));
}

ExitCode queue(Context& context, QueueFlags const& flags) {
    auto const where = read_where(flags.where);
    if (!where)
        return usage_error(context.printer, "queue", where.error());
    auto const plan = [&](Daemon&, TorrentViews const& torrents) {
        return one_step(api::Enqueue{{}, *where}, torrents);
    };
    return act_on_torrents(context, flags.daemon, flags.torrents, {"queue", "queued", plan, {}});
}

} // namespace

void attach_queue(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<QueueFlags>();
    auto* command = root.add_subcommand("queue", "which torrents come first");
    command->add_option("WHERE", flags->where, "to the front, one forward, one back, to the end")
        ->required()
        ->type_name("top|up|down|bottom");
    flags->torrents.attach(*command);
    flags->daemon.attach(*command, "shoal.queue/1");
    command->footer("Example:\n  shoal queue top 3");
    command->callback([&context, flags] { context.exit = queue(context, *flags); });
}

} // namespace shoal::cli
