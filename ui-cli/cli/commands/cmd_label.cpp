#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {
namespace {

struct LabelFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
    bool clear = false;
};

ExitCode label(Context& context, LabelFlags& flags) {
    auto const name =
        flags.clear ? Result<std::string>{std::string{}} : flags.torrents.take_last("NAME");
    if (!name)
        return usage_error(context.printer, "label", name.error());
    auto const plan = [&](Daemon&, TorrentViews const& torrents) {
        api::Change change;
        change.label = *name;
        return one_step(change, torrents);
    };
    return act_on_torrents(context, flags.daemon, flags.torrents,
                           {"label", flags.clear ? "without a label" : "labelled", plan, {}});
}

} // namespace

void attach_label(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<LabelFlags>();
    auto* command = root.add_subcommand("label", "give torrents a label, or take it away");
    flags->torrents.attach_before(*command, "NAME", "the label, any text");
    command->add_flag("--clear", flags->clear, "take the label away; then there is no NAME");
    flags->daemon.attach(*command, "shoal.label/1");
    command->footer("Example:\n  shoal label 3 9a1e linux");
    command->callback([&context, flags] { context.exit = label(context, *flags); });
}

} // namespace shoal::cli
