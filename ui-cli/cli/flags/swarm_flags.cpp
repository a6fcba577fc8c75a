#include "ui-cli/cli/flags/swarm_flags.hpp"

namespace shoal::cli {

void SwarmFlags::attach(CLI::App& command) {
    flags_.attach(command, "", "Swarm");
}

Result<api::SwarmOptions> SwarmFlags::options(fs::path const& default_state_dir) const {
    api::Settings defaults;
    defaults.swarm.state_dir = default_state_dir;
    SHOAL_TRY(auto const configuration, api::configure(std::move(defaults), {flags_.layer()}));
    return configuration.settings.swarm;
}

} // namespace shoal::cli
