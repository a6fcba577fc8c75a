#include "core/api/documents.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/inspect.hpp"
#include "ui-cli/cli/reports/detail_report.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {
namespace {

struct InspectFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
};

/// What to show of the torrents; gives what failed.
using Show = std::vector<Error> (*)(Context&, Daemon&, bool json, TorrentViews const&);

std::vector<Error> show_info(Context& context, Daemon& /*daemon*/, bool json,
                             TorrentViews const& torrents) {
    for (auto const& torrent : torrents) {
        if (json) {
            context.printer.line(api::info_document(*torrent));
            continue;
        }
        print_heading(context.printer, torrents, *torrent);
        for (auto const& line : info_lines(*torrent))
            context.printer.line(line);
    }
    return {};
}

template <class Question>
std::vector<Error> show(Context& context, Daemon& daemon, bool json, TorrentViews const& torrents) {
    return show_answers(context, daemon, json, torrents, ask_for<Question>);
}

std::vector<api::WebSeedView> const& web_seeds_in(api::Answer const& answer) {
    return std::get<std::vector<api::WebSeedView>>(answer);
}

void print_sources(Printer& printer, std::vector<api::TrackerView> const& trackers,
                   std::vector<api::WebSeedView> const& web_seeds) {
    for (auto const& line : tracker_lines(trackers, printer.out_columns()))
        printer.line(line);
    if (web_seeds.empty())
        return;
    printer.line("");
    for (auto const& line : web_seed_lines(web_seeds, printer.out_columns()))
        printer.line(line);
}

/// A daemon that is older than this program knows no such question: of its web seeds nothing is
/// told.
Result<api::Answer> ask_web_seeds(Daemon& daemon, api::TorrentId id) {
    auto answer = daemon.ask(api::WebSeedsOf{id});
    if (!answer && answer.error().code == Errc::invalid_input)
        return std::vector<api::WebSeedView>{};
    return answer;
}

/// The trackers and, after them, the web seeds.
std::vector<Error> show_trackers(Context& context, Daemon& daemon, bool json,
                                 TorrentViews const& torrents) {
    std::vector<Error> errors;
    for (auto const& torrent : torrents) {
        auto const trackers = daemon.ask(api::TrackersOf{torrent->id});
        auto const seeds = trackers ? ask_web_seeds(daemon, torrent->id) : trackers;
        if (!seeds) {
            errors.push_back(at(torrent->name)(seeds.error()));
            continue;
        }
        auto const& list = std::get<std::vector<api::TrackerView>>(*trackers);
        if (json) {
            context.printer.line(api::trackers_document(*torrent, list, web_seeds_in(*seeds)));
            continue;
        }
        print_heading(context.printer, torrents, *torrent);
        print_sources(context.printer, list, web_seeds_in(*seeds));
    }
    return errors;
}

ExitCode inspect(Context& context, std::string const& command, InspectFlags const& flags,
                 Show show_them) {
    Daemon daemon{context.services};
    auto const pick = attach_and_pick(context, daemon, command, flags.daemon, flags.torrents);
    if (!pick)
        return pick.error();
    auto errors = pick->errors();
    auto const failed = show_them(context, daemon, flags.daemon.json, pick->torrents);
    errors.insert(errors.end(), failed.begin(), failed.end());
    return sum_up(context, command, errors, pick->torrents.size() > failed.size());
}

void attach(CLI::App& root, Context& context, std::string const& name, std::string const& help,
            std::string const& footer, Show show_them) {
    auto const flags = std::make_shared<InspectFlags>();
    auto* command = root.add_subcommand(name, help);
    flags->torrents.attach(*command);
    flags->daemon.attach(*command, "one JSON document for each torrent, shoal." + name + "/1");
    command->footer(footer);
    command->callback([&context, name, flags, show_them] {
        context.exit = inspect(context, name, *flags, show_them);
    });
}

} // namespace

void attach_info(CLI::App& root, Context& context) {
    attach(root, context, "info", "all about a torrent of the daemon", "Example:\n  shoal info 3",
           show_info);
}

void attach_pieces(CLI::App& root, Context& context) {
    attach(root, context, "pieces", "which pieces are there, and how many copies peers have",
           "Example:\n  shoal pieces 3", show<api::PiecesOf>);
}

void attach_trackers(CLI::App& root, Context& context) {
    attach(root, context, "trackers", "the trackers and web seeds of a torrent, and how they do",
           "Example:\n  shoal trackers 3", show_trackers);
}

} // namespace shoal::cli
