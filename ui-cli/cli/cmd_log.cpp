#include "core/api/documents.hpp"
#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/torrent_act.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace shoal::cli {
namespace {

constexpr auto look = 1s; ///< between looks whether anyone reads us

struct LogFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
    bool follow = false;
};

std::string event_text(api::Event const& event) {
    auto text = fmt::format("{}  {:<12}", format_time(event.time), api::to_string(event.kind));
    if (event.id != 0)
        text += fmt::format("  {} {}", event.id, event.name);
    if (!event.text.empty())
        text += "  " + event.text;
    if (!event.where.empty())
        text += fmt::format("  on {}", event.where);
    return text;
}

/// Prints what happens to these torrents, or without them whatever happens, until a signal.
ExitCode follow(Context& context, Daemon& daemon, std::optional<api::Ids> const& only, bool json) {
    auto const& interrupted = context.services.interrupted;
    do {
        for (auto const& event : daemon.events(std::chrono::steady_clock::now() + look))
            if (!only || std::ranges::find(*only, event.id) != only->end())
                context.printer.line(json ? api::event_document(event) : event_text(event));
    } while (!interrupted.stop_requested() && !context.printer.lost_output());
    return interrupted.stop_requested() ? context.services.interrupt_status() : ExitCode::failed;
}

ExitCode log(Context& context, LogFlags const& flags) {
    if (!flags.follow)
        return usage_error(context.printer, "log",
                           {Errc::invalid_input,
                            "it is required: the daemon tells what happens, not what has happened",
                            "--follow"});
    Daemon daemon{context.services, Follow::yes};
    auto const pick = attach_and_pick(context, daemon, "log", flags.daemon, flags.torrents);
    if (!pick)
        return pick.error();
    if (auto const errors = pick->errors(); !errors.empty())
        return sum_up(context, "log", errors, false);
    bool const is_all = flags.torrents.words.empty() && flags.torrents.filter.empty();
    return follow(context, daemon, is_all ? std::nullopt : std::optional{pick->ids()},
                  flags.daemon.json);
}

} // namespace

void attach_log(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<LogFlags>();
    auto* command = root.add_subcommand("log", "what happens in the daemon");
    flags->torrents.attach(*command, false);
    command->add_flag("--follow", flags->follow, "from now on, until a signal");
    flags->daemon.attach(*command, "shoal.event/1 lines");
    command->footer("With IDs, only what happens to these torrents.\n\n"
                    "Example:\n  shoal log --follow");
    command->callback([&context, flags] { context.exit = log(context, *flags); });
}

} // namespace shoal::cli
