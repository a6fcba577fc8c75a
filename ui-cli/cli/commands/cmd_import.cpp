#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/daemon.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"
#include "ui-cli/cli/flags/daemon_flags.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

struct ImportFlags {
    DaemonFlags daemon;
    std::string folder;
};

void print(Printer& printer, bool json, api::Reply const& reply, api::Add const& add) {
    if (json)
        return printer.json({{"schema", "shoal.add/1"},
                             {"id", reply.id},
                             {"info_hash", reply.info_hash},
                             {"name", add.source},
                             {"known", reply.is_known}});
    auto const* const how = reply.is_known        ? "already there"
                            : add.assume_complete ? "imported, complete"
                                                  : "imported, to be checked";
    printer.line(fmt::format("{}: {} {}", how, reply.id, add.source));
}

ExitCode import_all(Context& context, ImportFlags const& flags) {
    auto const found = context.services.torrents.import_from(flags.folder);
    if (!found)
        return context.printer.error("import", found.error());
    Daemon daemon{context.services, Follow::no};
    if (auto const attached = daemon.attach(flags.daemon.socket); !attached)
        return daemon_failed(context, "import", attached.error());
    auto const& adds = found->torrents;
    auto const replies =
        daemon.submit(adds.size(), [&](std::size_t i) -> Result<api::Command> { return adds[i]; });
    auto errors = found->failures;
    bool is_any_done = false;
    for (std::size_t i = 0; i < replies.size(); ++i) {
        if (!replies[i]) {
            errors.push_back(at(adds[i].source)(replies[i].error()));
            continue;
        }
        print(context.printer, flags.daemon.json, *replies[i], adds[i]);
        is_any_done = true;
    }
    return sum_up(context, "import", errors, is_any_done);
}

} // namespace

void attach_import(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<ImportFlags>();
    auto* command =
        root.add_subcommand("import", "give the torrents of another client to the daemon");
    command->add_option("FOLDER", flags->folder, "where that client keeps its torrents")
        ->required()
        ->type_name("");
    flags->daemon.attach(*command, "shoal.add/1 for each torrent");
    command->footer(
        "Knows Transmission (the folder with torrents/ and resume/), qBittorrent (BT_backup) and\n"
        "rtorrent (its session). Nothing in there is changed; end that client first. Who was\n"
        "complete, and whose files are as it left them, is not hashed again.\n\n"
        "Example:\n  shoal import ~/.config/transmission-daemon");
    command->callback([&context, flags] { context.exit = import_all(context, *flags); });
}

} // namespace shoal::cli
