#include "core/api/health_json.hpp"
#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/health_report.hpp"
#include "ui-cli/cli/observe_flags.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

struct HealthFlags {
    ObserveFlags observe;
    std::string fail_under;
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

ExitCode health(Context& context, HealthFlags const& flags) {
    auto const observation = flags.observe.observation(context.services.state_dir);
    if (!observation)
        return usage_error(context.printer, "health", observation.error());
    auto const least = flags.observe.read_grade(flags.fail_under);
    if (!least)
        return usage_error(context.printer, "health", least.error());
    api::HealthView last;
    ObserveShow show{context.printer, *observation, flags.observe.json};
    auto const json = [&] {
        return api::health_json(last);
    };
    auto const text = [&] {
        return health_text(last);
    };
    if (flags.observe.is_replay()) {
        auto seen = context.services.replay(flags.observe.source);
        if (!seen)
            return context.printer.error("health", seen.error());
        last = std::move(seen->health);
        show.report(json, text);
        return passes(last, *least) ? ExitCode::done : fail_check(context.printer, last, **least);
    }
    auto const exit = observe(
        context, "health", *observation, [](api::TorrentId id) { return api::HealthOf{id}; },
        [&](api::Answer const& answer, double seconds, bool is_last) {
            last = std::get<api::HealthView>(answer);
            show(seconds, is_last, last.observed, json, text);
        });
    if (exit != ExitCode::done || passes(last, *least))
        return exit;
    return fail_check(context.printer, last, **least);
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
    command->footer(
        "Joins the swarm as a quiet observer: no piece is asked for or given, and nothing\n"
        "is written but the state of the DHT. Only peers that it gets to connect to are seen.\n"
        "A grade needs three that told what they have, and 30 s.\n\n"
        "Examples:\n  shoal health debian.torrent\n"
        "  shoal health --for 5m --json --fail-under 50 'magnet:?xt=urn:btih:…'");
    command->callback([&context, flags] { context.exit = health(context, *flags); });
}

} // namespace shoal::cli
