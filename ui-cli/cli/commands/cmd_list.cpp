#include "core/api/documents.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"
#include "ui-cli/cli/daemon/torrent_pick.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shoal::cli {
namespace {

constexpr auto watch_tick = 1s;

struct ListFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
    std::string sort = "id";
    bool is_reversed = false;
    bool watch = false;
};

void print(Printer& printer, bool json, Pick const& pick) {
    if (json)
        return printer.line(api::list_document(pick.revision, pick.torrents));
    auto const width = printer.out_columns();
    for (auto const& line : list_lines(pick.torrents, width))
        printer.line(line);
    if (width)
        printer.line(list_summary(pick.torrents));
}

void show_live(Printer& printer, TorrentViews const& torrents) {
    std::vector<std::string> lines{list_summary(torrents)};
    for (auto& line : list_lines(torrents, printer.columns() - 1))
        lines.push_back(std::move(line));
    printer.live(lines);
}

/// What is there now, again and again.
ExitCode watch(Context& context, Daemon& daemon, ListFlags const& flags) {
    auto const& interrupted = context.services.interrupted;
    bool const is_live = context.printer.is_terminal() && !flags.daemon.json;
    std::optional<std::uint64_t> shown;
    do {
        auto pick = pick_torrents(*daemon.snapshot(), flags.torrents.words, flags.torrents.filter);
        if (!pick) // though it was read before
            return usage_error(context.printer, "list", pick.error());
        sort_torrents(pick->torrents, flags.sort, flags.is_reversed);
        if (is_live)
            show_live(context.printer, pick->torrents);
        else if (shown != pick->revision)
            print(context.printer, flags.daemon.json, *pick);
        shown = pick->revision;
        daemon.idle(std::chrono::steady_clock::now() + watch_tick);
    } while (!interrupted.stop_requested() && !context.printer.lost_output());
    context.printer.end_live();
    return interrupted.stop_requested() ? context.services.interrupt_status() : ExitCode::failed;
}

ExitCode list(Context& context, ListFlags& flags) {
    std::erase_if(flags.torrents.words, is_blank); // no filter
    if (std::ranges::find(sort_fields(), flags.sort) == sort_fields().end())
        return usage_error(
            context.printer, "list",
            {Errc::invalid_input,
             fmt::format("'{}' is none of {}", flags.sort, fmt::join(sort_fields(), ", ")),
             "--sort"});
    Daemon daemon{context.services, flags.watch ? Follow::yes : Follow::no};
    auto pick = attach_and_pick(context, daemon, "list", flags.daemon, flags.torrents);
    if (!pick)
        return pick.error();
    auto const exit = sum_up(context, "list", pick->missing, !pick->torrents.empty());
    if (exit != ExitCode::done && exit != ExitCode::partly_done)
        return exit;
    if (flags.watch)
        return watch(context, daemon, flags);
    sort_torrents(pick->torrents, flags.sort, flags.is_reversed);
    print(context.printer, flags.daemon.json, *pick);
    return exit;
}

} // namespace

void attach_list(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<ListFlags>();
    auto* command = root.add_subcommand("list", "the torrents of the daemon");
    flags->torrents.attach(*command, false);
    command->add_option("--sort", flags->sort, "by this FIELD (default: id)")
        ->type_name(fmt::format("{}", fmt::join(sort_fields(), "|")))
        ->take_last();
    command->add_flag("-r,--reverse", flags->is_reversed, "the other way round");
    command->add_flag("-w,--watch", flags->watch, "go on showing it, until a signal");
    flags->daemon.attach(*command, "one JSON document, shoal.list/1");
    command->footer("FIELD is one of added, done, down, eta, id, label, name, peers, ratio, seeds, "
                    "size,\nstate, up. Figures that are zero are left out on a terminal. Elsewhere "
                    "each line has\nall columns, the name last; what is wrong with a torrent tells "
                    "'shoal info'.\n\n"
                    "Example:\n  shoal list 'state=seeding & seeds<2 & size>1G' --sort ratio");
    command->callback([&context, flags] { context.exit = list(context, *flags); });
}

} // namespace shoal::cli
