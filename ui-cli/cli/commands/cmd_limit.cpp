#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/daemon.hpp"
#include "ui-cli/cli/flags/daemon_flags.hpp"
#include "ui-cli/cli/flags/flag_values.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

struct LimitFlags {
    DaemonFlags daemon;
    std::string up;
    std::string down;
    std::string alternative;

    [[nodiscard]] bool is_question() const {
        return up.empty() && down.empty() && alternative.empty();
    }
};

/// The rules as the flags change them.
Result<api::SessionRules> changed(api::SessionRules rules, LimitFlags const& flags) {
    if (!flags.up.empty()) {
        SHOAL_TRY(rules.limits.up, parse_rate(flags.up).map_error(at("--up")));
    }
    if (!flags.down.empty()) {
        SHOAL_TRY(rules.limits.down, parse_rate(flags.down).map_error(at("--down")));
    }
    if (!flags.alternative.empty()) {
        SHOAL_TRY(rules.alternative_on, read_switch("--alt", flags.alternative));
    }
    return rules;
}

nlohmann::ordered_json limits_json(api::SessionRules const& rules) {
    return {{"schema", "shoal.limit/1"},
            {"up", rules.limits.up},
            {"down", rules.limits.down},
            {"alternative",
             {{"up", rules.alternative.up},
              {"down", rules.alternative.down},
              {"on", rules.alternative_on}}}};
}

std::string rates(api::RateLimits const& limits) {
    auto const text = [](std::int64_t rate) {
        return rate > 0 ? format_rate(rate) : std::string{"no limit"};
    };
    return fmt::format("up {}, down {}", text(limits.up), text(limits.down));
}

void print(Context& context, api::SessionRules const& rules, bool json) {
    if (json)
        return context.printer.json(limits_json(rules));
    context.printer.line(fmt::format("limits       {}", rates(rules.limits)));
    context.printer.line(fmt::format("alternative  {} ({})", rates(rules.alternative),
                                     rules.alternative_on ? "on" : "off"));
}

ExitCode limit(Context& context, LimitFlags const& flags) {
    if (auto const readable = changed({}, flags); !readable)
        return usage_error(context.printer, "limit", readable.error());
    Daemon daemon{context.services};
    if (auto const attached = daemon.attach(flags.daemon.socket); !attached)
        return daemon_failed(context, "limit", attached.error());
    auto const rules = changed(daemon.snapshot()->rules, flags).value();
    if (!flags.is_question())
        if (auto const reply = daemon.submit(api::Configure{rules}); !reply)
            return daemon_failed(context, "limit", reply.error());
    print(context, rules, flags.daemon.json);
    return ExitCode::done;
}

} // namespace

void attach_limit(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<LimitFlags>();
    auto* command = root.add_subcommand("limit", "rate limits of the whole daemon");
    command->add_option("--up", flags->up, "send no faster than this; 0 for no limit")
        ->type_name("RATE")
        ->take_last();
    command->add_option("--down", flags->down, "receive no faster than this; 0 for no limit")
        ->type_name("RATE")
        ->take_last();
    command->add_option("--alt", flags->alternative, "use the alternative limits instead")
        ->type_name("on|off")
        ->take_last();
    flags->daemon.attach(*command, "one JSON document, shoal.limit/1");
    command->footer("Without --up, --down and --alt it says what they are.\n\n"
                    "Example:\n  shoal limit --up 2MiB/s --down 0");
    command->callback([&context, flags] { context.exit = limit(context, *flags); });
}

} // namespace shoal::cli
