#pragma once

#include "ui-cli/cli/context.hpp"
#include "ui-cli/cli/reports/get_progress.hpp"

namespace shoal::cli {

/// A session of this process's own, for as long as its torrents need.
struct Foreground {
    Aim aim = Aim::get;
    api::SwarmOptions swarm;
    std::vector<Source> sources;
    std::vector<Transfer> failed{}; ///< SOURCEs that came to nothing before, and were told of
    std::optional<std::chrono::seconds> time_limit;
    bool json = false;
};

/// Tells that a SOURCE failed before there was a session for it, and notes that in `run`.
void tell_failed(Context& context, Foreground& run, std::string const& source, Error const& error);

/// Starts an engine, adds the sources, shows what happens until all are through, the time limit, or
/// a signal. Without sources no engine is started. Blocking.
[[nodiscard]] ExitCode run_foreground(Context& context, Foreground const& run);

} // namespace shoal::cli
