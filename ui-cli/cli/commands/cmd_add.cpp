#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/add_source.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"
#include "ui-cli/cli/daemon/wait_for.hpp"
#include "ui-cli/cli/flags/add_flags.hpp"
#include "ui-cli/cli/flags/flag_values.hpp"
#include "ui-cli/cli/reports/workshop_report.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

struct AddCommandFlags {
    DaemonFlags daemon;
    AddFlags torrent;
    WaitFlag wait;
    bool paused = false;
    bool on_top = false;
    std::string label;
    std::string up;
    std::string down;
};

/// What all sources have in common.
Result<api::Add> read(AddCommandFlags const& flags) {
    SHOAL_TRY(auto add, flags.torrent.add());
    SHOAL_TRY_VOID(flags.wait.limit());
    // Else the daemon's settings say where.
    add.dir = flags.torrent.dir.empty() ? fs::path{} : absolute_folder(flags.torrent.dir);
    add.paused = flags.paused;
    add.on_top = flags.on_top;
    add.label = flags.label;
    if (!flags.up.empty()) {
        SHOAL_TRY(add.limits.up, parse_rate(flags.up).map_error(at("--up")));
    }
    if (!flags.down.empty()) {
        SHOAL_TRY(add.limits.down, parse_rate(flags.down).map_error(at("--down")));
    }
    return add;
}

void print(Printer& printer, bool json, api::Reply const& reply, std::string const& name) {
    if (json)
        return printer.json({{"schema", "shoal.add/1"},
                             {"id", reply.id},
                             {"info_hash", reply.info_hash},
                             {"name", text_or_null(name)},
                             {"known", reply.is_known}});
    printer.line(fmt::format("{}: {} {}", reply.is_known ? "already there" : "added", reply.id,
                             name.empty() ? reply.info_hash : name));
}

/// Complete is whatever is wanted of it; a torrent that wants nothing yet still waits for metadata.
Verdict is_complete(api::TorrentView const& torrent) {
    bool const is_settled =
        torrent.state != api::TorrentState::loading && torrent.state != api::TorrentState::checking;
    if (is_settled && torrent.wanted > 0 && torrent.done >= torrent.wanted)
        return Result<void>{};
    return std::nullopt;
}

ExitCode add_all(Context& context, Daemon& daemon, AddCommandFlags const& flags,
                 api::Add const& common) {
    auto const& sources = flags.torrent.sources;
    std::vector<std::string> names(sources.size());
    auto const replies = daemon.submit(sources.size(), [&](std::size_t i) -> Result<api::Command> {
        auto add = common;
        add.source = sources[i];
        SHOAL_TRY(auto source, read_source(std::move(add), context.services.torrents));
        names[i] = std::move(source.name);
        return std::move(source.add);
    });
    std::vector<Error> errors;
    api::Ids ids;
    for (std::size_t i = 0; i < replies.size(); ++i) {
        if (!replies[i]) {
            errors.push_back(at(sources[i])(replies[i].error()));
            continue;
        }
        print(context.printer, flags.daemon.json, *replies[i], names[i]);
        ids.push_back(replies[i]->id);
    }
    auto const exit = sum_up(context, "add", errors, !ids.empty());
    if (!flags.wait.is_given() || ids.empty())
        return exit;
    return both(exit, wait_for(context, daemon, "add", ids, is_complete, *flags.wait.limit()));
}

ExitCode add(Context& context, AddCommandFlags const& flags) {
    auto const common = read(flags);
    if (!common)
        return usage_error(context.printer, "add", common.error());
    Daemon daemon{context.services, flags.wait.is_given() ? Follow::yes : Follow::no};
    if (auto const attached = daemon.attach(flags.daemon.socket); !attached)
        return daemon_failed(context, "add", attached.error());
    return add_all(context, daemon, flags, *common);
}

void attach_rules(CLI::App& command, AddCommandFlags& flags) {
    command.add_flag("--paused", flags.paused, "do not start it");
    command.add_flag("--top", flags.on_top, "in front of the queue, not at its end");
    command.add_option("--label", flags.label, "a word of yours")->type_name("LABEL")->take_last();
    command.add_option("--up", flags.up, "send no faster than this, such as 500KiB/s")
        ->type_name("RATE")
        ->take_last();
    command.add_option("--down", flags.down, "receive no faster than this")
        ->type_name("RATE")
        ->take_last();
}

} // namespace

void attach_add(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<AddCommandFlags>();
    auto* command = root.add_subcommand("add", "give torrents to the daemon");
    flags->torrent.attach(*command, "a .torrent, magnet, info-hash, or URL of a .torrent");
    flags->torrent.attach_download(*command);
    attach_rules(*command, *flags);
    flags->wait.attach(*command, "all that is wanted is complete");
    flags->daemon.attach(*command, "shoal.add/1 for each torrent");
    command->footer("Ends when the daemon has stored the torrents, not when they are complete. One "
                    "that is\nthere already stays as it is, which is no error.\n\n"
                    "Example:\n  shoal add --dir /srv/iso --label linux *.torrent");
    command->callback([&context, flags] { context.exit = add(context, *flags); });
}

} // namespace shoal::cli
