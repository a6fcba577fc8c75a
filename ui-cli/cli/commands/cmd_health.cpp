#include "core/api/health_json.hpp"
#include "core/api/history_json.hpp"
#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/flags/observe_flags.hpp"
#include "ui-cli/cli/reports/health_report.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

struct HealthFlags {
    ObserveFlags observe;
    std::string fail_under;
    std::string since;
};

/// What one run shows, and keeps for the check at its end.
struct Seen {
    api::HealthView health;
    std::optional<api::HistoryView> history; ///< when asked for

    [[nodiscard]] nlohmann::ordered_json json() const {
        auto document = api::health_json(health);
        if (history)
            document["history"] = api::history_json(*history);
        return document;
    }

    [[nodiscard]] std::vector<std::string> text() const {
        auto lines = health_text(health);
        if (!history)
            return lines;
        lines.emplace_back();
        for (std::string& line : history_text(*history))
            lines.push_back(std::move(line));
        return lines;
    }
};

bool passes(api::HealthView const& view, std::optional<int> least) {
    return !least || (view.grade && *view.grade >= *least);
}

ExitCode fail_check(Printer& printer, api::HealthView const& view, int least) {
    printer.note(view.grade ? fmt::format("health: the grade is {}, below {}", *view.grade, least)
                            : fmt::format("health: there is no grade to hold against {}: {}", least,
                                          view.missing_evidence));
    return ExitCode::check_failed;
}

api::Question health_of(api::TorrentId id) {
    return api::HealthOf{id};
}

Result<api::HistoryView> history_since(Daemon& daemon, api::TorrentId id,
                                       std::chrono::seconds ago) {
    SHOAL_TRY(auto answer, daemon.ask(api::HistoryOf{id, std::chrono::system_clock::now() - ago}));
    return std::get<api::HistoryView>(std::move(answer));
}

/// A torrent that the daemon has seen all along.
ExitCode show_known(Context& context, LookTime time, KnownTorrent const& known,
                    std::optional<std::chrono::seconds> since, ObserveShow& show, Seen& seen) {
    std::optional<Error> failure;
    auto const exit =
        ask_daemon(context, "health", known, time, health_of,
                   [&](api::Answer const& answer, double seconds, bool is_last) {
                       seen.health = std::get<api::HealthView>(answer);
                       if (since) {
                           auto history = history_since(*known.daemon, known.torrent->id, *since);
                           if (history)
                               seen.history = *std::move(history);
                           else
                               failure = history.error();
                       }
                       show(
                           seconds, is_last, seen.health.observed, [&] { return seen.json(); },
                           [&] { return seen.text(); });
                   });
    return failure ? daemon_failed(context, "health", *failure) : exit;
}

/// The course of the daemon's whole session.
ExitCode show_session(Context& context, HealthFlags const& flags, std::chrono::seconds since) {
    Daemon daemon{context.services};
    auto history = daemon.attach(flags.observe.socket).and_then([&] {
        return history_since(daemon, 0, since);
    });
    if (!history)
        return daemon_failed(context, "health", history.error());
    if (flags.observe.json)
        context.printer.json(api::history_json(*history));
    else
        for (std::string const& line : history_text(*history))
            context.printer.line(line);
    return ExitCode::done;
}

ExitCode replay(Context& context, HealthFlags const& flags, ObserveShow& show, Seen& seen) {
    auto replayed = context.services.replay(flags.observe.source);
    if (!replayed)
        return context.printer.error("health", replayed.error());
    seen.health = std::move(replayed->health);
    show.report([&] { return seen.json(); }, [&] { return seen.text(); });
    return ExitCode::done;
}

ExitCode look(Context& context, HealthFlags const& flags, Observation const& observation,
              std::optional<std::chrono::seconds> since, Seen& seen) {
    ObserveShow show{context.printer, observation, flags.observe.json};
    if (flags.observe.is_replay())
        return replay(context, flags, show, seen);
    auto const known = flags.observe.known(context.services);
    if (!known)
        return daemon_failed(context, "health", known.error());
    if (*known)
        return show_known(context, flags.observe.look_time(observation), **known, since, show,
                          seen);
    if (since)
        return usage_error(
            context.printer, "health",
            {Errc::invalid_input, "only a torrent of the daemon has a history", "--since"});
    return observe(context, "health", observation, health_of,
                   [&](api::Answer const& answer, double seconds, bool is_last) {
                       seen.health = std::get<api::HealthView>(answer);
                       show(
                           seconds, is_last, seen.health.observed, [&] { return seen.json(); },
                           [&] { return seen.text(); });
                   });
}

Result<std::optional<std::chrono::seconds>> read_since(std::string const& text) {
    if (text.empty())
        return std::nullopt;
    SHOAL_TRY(auto const since, parse_duration(text).map_error(at("--since")));
    return std::optional{since};
}

ExitCode health(Context& context, HealthFlags const& flags) {
    auto const since = read_since(flags.since);
    if (!since)
        return usage_error(context.printer, "health", since.error());
    if (*since && flags.observe.source.empty())
        return show_session(context, flags, **since);
    auto const observation = flags.observe.observation(context.services.state_dir);
    if (!observation)
        return usage_error(context.printer, "health", observation.error());
    auto const least = flags.observe.read_grade(flags.fail_under);
    if (!least)
        return usage_error(context.printer, "health", least.error());
    Seen seen;
    auto const exit = look(context, flags, *observation, *since, seen);
    if (exit != ExitCode::done || passes(seen.health, *least))
        return exit;
    return fail_check(context.printer, seen.health, **least);
}

} // namespace

void attach_health(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<HealthFlags>();
    auto* command = root.add_subcommand("health", "measure a swarm and grade it");
    flags->observe.attach(*command, "print one shoal.health/1 document");
    command
        ->add_option("--fail-under", flags->fail_under,
                     "exit with status 5 when the grade is lower, or unknown")
        ->type_name("N")
        ->take_last();
    command
        ->add_option(
            "--since", flags->since,
            "show too how a torrent of the daemon did so long; without SOURCE, the session")
        ->type_name("DUR")
        ->take_last();
    command->footer(
        "A torrent of the daemon is judged by what the daemon has seen, with --for at the end of\n"
        "that time. For any other SOURCE, or with --peer or --trace, it joins the swarm as a\n"
        "quiet observer: no piece is asked for or given, and nothing is written but the state\n"
        "of the DHT. Only peers that it gets to connect to are seen. A grade needs three that\n"
        "told what they have, and 30 s.\n\n"
        "Examples:\n  shoal health 7 --since 7d\n  shoal health debian.torrent\n"
        "  shoal health --for 5m --json --fail-under 50 'magnet:?xt=urn:btih:…'");
    command->callback([&context, flags] { context.exit = health(context, *flags); });
}

} // namespace shoal::cli
