#pragma once

#include "ui-cli/cli/context.hpp"
#include "ui-cli/cli/reports/get_progress.hpp"

namespace shoal::cli {

/// A session of this process's own, for as long as its torrents need.
struct Foreground {
    Aim aim = Aim::get;
    api::SwarmOptions swarm;
    std::vector<Source> sources;
    std::optional<std::chrono::seconds> time_limit;
    bool json = false;
};

/// Starts an engine, adds the sources, shows what happens until all are through, the time limit, or
/// a signal. Blocking.
[[nodiscard]] ExitCode run_foreground(Context& context, Foreground const& run);

} // namespace shoal::cli
