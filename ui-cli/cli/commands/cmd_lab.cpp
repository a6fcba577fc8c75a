#include "core/base/clock.hpp"
#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/flags/flag_values.hpp"
#include "ui-cli/cli/reports/lab_live.hpp"
#include "ui-cli/cli/reports/lab_report.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <charconv>

namespace shoal::cli {
namespace {

struct LabFlags {
    std::string scenario;
    std::string peers;
    std::string seeds;
    std::string size;
    std::string up;
    std::string discovery;
    std::string seed;
    std::string time_limit;
    bool json = false;
    bool ui = false;
};

Result<api::Discovery> read_discovery(std::string const& text) {
    if (text == "dht")
        return api::Discovery::dht;
    if (text == "tracker")
        return api::Discovery::tracker;
    if (text == "pex")
        return api::Discovery::pex;
    return fail(Errc::invalid_input, fmt::format("'{}' is none of dht, tracker and pex", text),
                "--discovery");
}

Result<std::uint64_t> read_seed(std::string const& text) {
    std::uint64_t value = 0;
    auto const* const end = text.data() + text.size();
    auto const [last, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || last != end)
        return fail(Errc::invalid_input, fmt::format("'{}' is not a whole number", text), "--seed");
    return value;
}

Result<std::int64_t> read_content_size(std::string const& text) {
    SHOAL_TRY(auto size, parse_size(text).map_error(at("--size")));
    if (size < 1 || size > api::largest_lab_content)
        return fail(Errc::invalid_input, "the size must lie between 1 byte and 1 TiB", "--size");
    return size;
}

/// One seed and eight leeches, unless flags say otherwise.
Result<api::LabSpec> uniform(LabFlags const& flags) {
    api::LabGroup seeds{.role = api::LabRole::seed, .count = 1};
    api::LabGroup leeches{.role = api::LabRole::leech, .count = 8};
    if (!flags.peers.empty()) {
        SHOAL_TRY(leeches.count, read_count("--peers", flags.peers, 1, api::most_lab_engines));
    }
    if (!flags.seeds.empty()) {
        SHOAL_TRY(seeds.count, read_count("--seeds", flags.seeds, 1, api::most_lab_engines));
    }
    if (!flags.up.empty()) {
        SHOAL_TRY(seeds.up_limit, parse_rate(flags.up).map_error(at("--up")));
        leeches.up_limit = seeds.up_limit;
    }
    return api::LabSpec{.groups = {seeds, leeches}};
}

Result<api::LabSpec> load(LabFlags const& flags, api::Lab const& lab) {
    for (auto const& [flag, value] :
         {std::pair{"--peers", flags.peers}, {"--seeds", flags.seeds}, {"--up", flags.up}})
        if (!value.empty())
            return fail(Errc::invalid_input, "who is there is for the scenario to say", flag);
    return lab.load(flags.scenario);
}

Result<api::LabSpec> read(LabFlags const& flags, api::Lab const& lab) {
    SHOAL_TRY(auto spec, flags.scenario.empty() ? uniform(flags) : load(flags, lab));
    if (!flags.size.empty()) {
        SHOAL_TRY(spec.size, read_content_size(flags.size));
    }
    if (!flags.discovery.empty()) {
        SHOAL_TRY(spec.discovery, read_discovery(flags.discovery));
    }
    if (!flags.seed.empty()) {
        SHOAL_TRY(spec.seed, read_seed(flags.seed));
    }
    if (!flags.time_limit.empty()) {
        SHOAL_TRY(spec.time_limit, parse_duration(flags.time_limit).map_error(at("--time-limit")));
    }
    return spec;
}

/// Shows ticks: redrawn in place on a terminal, a line a second off it.
class Watch {
public:
    explicit Watch(Printer& printer) : printer_(printer) {}

    void show(api::LabReport const& report) {
        if (printer_.is_terminal())
            return printer_.live(lab_live(report));
        auto const now = std::chrono::steady_clock::now();
        if (now < next_)
            return;
        next_ = now + 1s;
        printer_.status(lab_progress(report));
    }

private:
    Printer& printer_;
    SteadyTime next_{};
};

ExitCode show_lab(Context& context, api::LabSpec const& spec) {
    auto const& services = context.services;
    if (!services.show_session || !(services.has_terminal || context.screen.plain))
        return usage_error(context.printer, "lab",
                           {Errc::invalid_input, "there is no terminal for a screen", "--ui"});
    return context.services.show_session(
        [&](api::OnEvent on_event) { return context.services.lab.open(spec, std::move(on_event)); },
        context.screen, context.printer);
}

ExitCode run_lab(Context& context, LabFlags const& flags) {
    auto& printer = context.printer;
    auto const spec = read(flags, context.services.lab);
    if (!spec)
        return usage_error(printer, "lab", spec.error());
    if (flags.ui)
        return show_lab(context, *spec);
    Watch watch{printer};
    auto const report = context.services.lab.run(
        *spec,
        [&](api::LabReport const& now) {
            if (!flags.json)
                watch.show(now);
        },
        context.services.interrupted);
    printer.end_live();
    bool const stopped = context.services.interrupted.stop_requested();
    if (!report)
        return stopped ? context.services.interrupt_status()
                       : printer.error("running the lab", report.error());
    if (flags.json)
        printer.json(lab_json(*report));
    else
        for (auto const& line : lab_result(*report))
            printer.line(line);
    if (stopped)
        return context.services.interrupt_status();
    return report->all_complete ? ExitCode::done : ExitCode::timed_out;
}

} // namespace

void attach_lab(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<LabFlags>();
    auto* command = root.add_subcommand("lab", "a whole swarm on this machine, live or as figures");
    auto const option = [&](char const* name, std::string& text, char const* type,
                            char const* help) {
        command->add_option(name, text, help)->type_name(type)->take_last();
    };
    auto const scenarios = context.services.lab.scenarios();
    // Its choices are what shells complete; they are too long for a line of help.
    option("--scenario", flags->scenario, fmt::format("{}", fmt::join(scenarios, "|")).c_str(),
           "a scenario's NAME, or its FILE, which ends in .toml");
    option("--peers", flags->peers, "N", "downloaders (default: 8)");
    option("--seeds", flags->seeds, "N", "engines that have everything (default: 1)");
    option("--up", flags->up, "RATE", "upload limit of each engine (default: none)");
    option("--size", flags->size, "SIZE", "bytes of random content (default: 64MiB)");
    option("--discovery", flags->discovery, "dht|tracker|pex",
           "how they find each other (default: tracker)");
    option("--seed", flags->seed, "N", "of all randomness (default: 1)");
    option("--time-limit", flags->time_limit, "DUR", "give up after this (default: 10m)");
    command->add_flag("--json", flags->json, "print one shoal.lab/1 document at the end");
    command
        ->add_flag("--ui", flags->ui,
                   "show it on the screen, one torrent for each member; with the screen's flags")
        ->excludes("--json");
    command->fallthrough(); // the screen's flags are the program's
    command->footer(fmt::format(
        "Everything runs on the loopback interface, each engine in a session of its own.\n"
        "A scenario says who is there, with what limits, when they come and go, and what\n"
        "they are like; --size, --discovery, --seed and --time-limit override it. Known by\n"
        "name: {}.\n"
        "Exits 0 when every downloader has all of it, verified from its disk.\n\n"
        "Examples:\n  shoal lab --peers 8 --size 64MiB --discovery dht\n"
        "  shoal lab --scenario flash-crowd\n"
        "  shoal lab --ui --up 2MiB/s",
        fmt::join(scenarios, ", ")));
    command->callback([&context, flags] { context.exit = run_lab(context, *flags); });
}

} // namespace shoal::cli
