#pragma once

#include "core/api/engine.hpp"
#include "core/api/settings.hpp"

namespace shoal::app {

/// A session whose torrents are kept, within this process, as a daemon would have it: commands and
/// further screens reach it through the control socket. Its watch folders wait for a daemon.
[[nodiscard]] Result<std::unique_ptr<api::Engine>> start_kept_session(api::Settings const& settings,
                                                                      api::OnEvent const& on_event);

/// Starts a daemon that outlives this process and goes on with the kept session, which has ended.
/// Blocks until it is ready, 20 s at most. What it has to say goes to a log in `state_dir`.
[[nodiscard]] Result<void> leave_daemon_behind(fs::path const& state_dir);

} // namespace shoal::app
