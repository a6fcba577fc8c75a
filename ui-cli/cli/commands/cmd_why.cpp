#include "core/api/health_json.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/flags/observe_flags.hpp"
#include "ui-cli/cli/reports/health_report.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

ExitCode why(Context& context, ObserveFlags const& flags) {
    auto const observation = flags.observation(context.services.state_dir);
    if (!observation)
        return usage_error(context.printer, "why", observation.error());
    ObserveShow show{context.printer, *observation, flags.json};
    if (flags.is_replay()) {
        auto const seen = context.services.replay(flags.source);
        if (!seen)
            return context.printer.error("why", seen.error());
        show.report([&] { return api::why_json(seen->why); }, [&] { return why_text(seen->why); });
        return ExitCode::done;
    }
    auto const known = flags.known(context.services);
    if (!known)
        return daemon_failed(context, "why", known.error());
    auto const question = [](api::TorrentId id) {
        return api::WhyOf{id};
    };
    auto const observed = [&](api::Answer const& answer, double seconds, bool is_last) {
        auto const& view = std::get<api::WhyView>(answer);
        show(
            seconds, is_last, view.observed, [&] { return api::why_json(view); },
            [&] { return why_text(view); });
    };
    if (*known)
        return ask_daemon(context, "why", **known, flags.look_time(*observation), question,
                          observed);
    return observe(context, "why", *observation, question, observed);
}

} // namespace

void attach_why(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<ObserveFlags>();
    auto* command = root.add_subcommand("why", "ranked causes of a stuck or slow torrent");
    flags->attach(*command, "print one shoal.why/1 document");
    command->footer(
        "Of a torrent of the daemon: why it is stuck or slow. Of another one: it joins the\n"
        "swarm as a quiet observer, as 'shoal health' does, and says what would keep a\n"
        "download from going well. The likeliest cause comes first, each with what was seen\n"
        "and what helps.\n\n"
        "Examples:\n  shoal why 7\n  shoal why --for 30s thesis.torrent");
    command->callback([&context, flags] { context.exit = why(context, *flags); });
}

} // namespace shoal::cli
