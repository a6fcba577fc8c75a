#include "ui-cli/cli/flags/transfer_flags.hpp"

#include "core/base/units.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {

void TransferFlags::attach(CLI::App& command, std::string const& source_help) {
    torrent.attach(command, source_help);
    command.add_flag("--json", json, "shoal.event/1 lines, then one shoal.get/1 for each torrent");
    swarm.attach(command);
}

Result<Foreground> TransferFlags::run(Aim aim, fs::path const& state_dir) const {
    Foreground run;
    run.aim = aim;
    run.json = json;
    SHOAL_TRY(run.swarm, swarm.options(state_dir));
    if (!time_limit.empty()) {
        SHOAL_TRY(run.time_limit, parse_duration(time_limit).map_error(at("--time-limit")));
    }
    return run;
}

} // namespace shoal::cli
