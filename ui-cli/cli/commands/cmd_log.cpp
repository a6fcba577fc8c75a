#include "core/api/documents.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"
#include "ui-cli/cli/reports/detail_report.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace shoal::cli {
namespace {

constexpr auto look = 1s; ///< between looks whether anyone reads us

struct LogFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
    bool follow = false;
    std::size_t lines = 50;
    std::string note;
};

/// Prints events once each, though the stream may bring what the log told already.
class Teller {
public:
    Teller(Printer& printer, api::Ids only, bool json)
        : printer_(printer), only_(std::move(only)), json_(json) {}

    void tell(std::vector<api::Event> const& events) {
        for (auto const& event : events)
            if (concerns(event) && (event.number == 0 || event.number > last_)) {
                last_ = std::max(last_, event.number);
                printer_.line(json_ ? api::event_document(event) : event_line(event));
            }
    }

private:
    [[nodiscard]] bool concerns(api::Event const& event) const {
        return only_.empty() || std::ranges::find(only_, event.id) != only_.end();
    }

    Printer& printer_;
    api::Ids only_;
    bool json_;
    std::uint64_t last_ = 0;
};

/// Until a signal, or until nobody reads us.
ExitCode follow(Context& context, Daemon& daemon, Teller& teller) {
    auto const& interrupted = context.services.interrupted;
    do {
        teller.tell(daemon.events(std::chrono::steady_clock::now() + look));
    } while (!interrupted.stop_requested() && !context.printer.lost_output());
    return interrupted.stop_requested() ? context.services.interrupt_status() : ExitCode::failed;
}

ExitCode log(Context& context, LogFlags const& flags) {
    Daemon daemon{context.services, flags.follow ? Follow::yes : Follow::no};
    auto const pick = attach_and_pick(context, daemon, "log", flags.daemon, flags.torrents);
    if (!pick)
        return pick.error();
    if (auto const errors = pick->errors(); !errors.empty())
        return sum_up(context, "log", errors, false);
    if (!flags.note.empty())
        if (auto const noted = daemon.submit(api::Note{flags.note}); !noted)
            return daemon_failed(context, "log", noted.error());
    bool const is_all = flags.torrents.words.empty() && flags.torrents.filter.empty();
    auto const only = is_all ? api::Ids{} : pick->ids();
    auto const past = daemon.ask(api::LogOf{only, flags.lines});
    if (!past)
        return daemon_failed(context, "log", past.error());
    Teller teller{context.printer, only, flags.daemon.json};
    teller.tell(std::get<std::vector<api::Event>>(*past));
    return flags.follow ? follow(context, daemon, teller) : ExitCode::done;
}

} // namespace

void attach_log(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<LogFlags>();
    auto* command = root.add_subcommand("log", "what has happened in the daemon");
    flags->torrents.attach(*command, false);
    command->add_option("-n,--lines", flags->lines, "the newest so many (default: 50)")
        ->type_name("N")
        ->check(CLI::Range(0, 1000))
        ->take_last();
    command->add_flag("--follow", flags->follow, "and what happens from now on, until a signal");
    command->add_option("--note", flags->note, "put a remark of yours into it first")
        ->type_name("TEXT")
        ->take_last();
    flags->daemon.attach(*command, "shoal.event/1 lines");
    command->footer("With IDs, only what happened to these torrents. The newest 1,000 events can "
                    "be seen, those of\n"
                    "earlier runs too.\n\n"
                    "Example:\n  shoal log -n 20 --follow");
    command->callback([&context, flags] { context.exit = log(context, *flags); });
}

} // namespace shoal::cli
