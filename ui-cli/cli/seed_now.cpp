#include "ui-cli/cli/seed_now.hpp"

#include "ui-cli/cli/flags/swarm_flags.hpp"
#include "ui-cli/cli/foreground.hpp"
#include "ui-cli/cli/seed_source.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {

ExitCode seed_created(Context& context, api::CreateReport const& report, bool json) {
    // An empty command line over the grammar of the swarm flags: only the environment speaks.
    SwarmFlags flags;
    CLI::App grammar;
    flags.attach(grammar);
    grammar.parse(std::vector<std::string>{});
    auto swarm = flags.options(context.services.state_dir);
    if (!swarm)
        return usage_error(context.printer, "create", swarm.error());

    auto source = source_from_report(report, {});
    if (!source)
        return context.printer.error("seed", source.error());
    Foreground run;
    run.aim = Aim::seed;
    run.json = json;
    run.swarm = std::move(*swarm);
    run.sources.push_back(std::move(*source));
    return run_foreground(context, run);
}

} // namespace shoal::cli
