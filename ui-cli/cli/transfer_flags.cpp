#include "ui-cli/cli/transfer_flags.hpp"

#include "core/base/units.hpp"
#include "ui-cli/cli/flag_values.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {

void TransferFlags::attach(CLI::App& command, std::string const& source_help) {
    command.add_option("SOURCE", sources, source_help)->required()->type_name("");
    command.add_option("-d,--dir", dir, "folder of the content (default: .)")
        ->type_name("DIR")
        ->take_last();
    command.add_option("--peer", peers, "connect to this peer at once (repeat)")
        ->type_name("HOST:PORT")
        ->allow_extra_args(false);
    command.add_option("--seed-ratio", seed_ratio, "seed until uploaded / size is this")
        ->type_name("R")
        ->take_last();
    command.add_option("--seed-time", seed_time, "seed for this long, such as 90s or 2h")
        ->type_name("DUR")
        ->take_last();
    command.add_flag("--check", check, "hash what is there first, whatever was saved about it");
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

Result<api::Add> TransferFlags::add() const {
    api::Add add;
    add.dir = dir;
    add.check = check;
    SHOAL_TRY(add.peers, read_endpoints("--peer", peers));
    if (!seed_ratio.empty()) {
        SHOAL_TRY(add.goal.ratio, read_ratio("--seed-ratio", seed_ratio));
    }
    if (!seed_time.empty()) {
        SHOAL_TRY(add.goal.time, parse_duration(seed_time).map_error(at("--seed-time")));
    }
    return add;
}

} // namespace shoal::cli
