#pragma once

#include "core/api/engine.hpp"

namespace shoal::engine {

/// Starts a session on libtorrent: an api::Engine with its own thread. Its torrents end with it;
/// what they downloaded is remembered in `options.state_dir`.
[[nodiscard]] Result<std::unique_ptr<api::Engine>> start(api::SwarmOptions const& options,
                                                         api::OnEvent on_event);

/// A session whose torrents are kept in `options.state_dir` and go on when it is started again.
/// What had to be repaired in there is told as a warning.
[[nodiscard]] Result<std::unique_ptr<api::Engine>>
start_lasting(api::SwarmOptions const& options, api::SessionRules const& rules,
              api::Housekeeping const& housekeeping, api::OnEvent const& on_event);

} // namespace shoal::engine
