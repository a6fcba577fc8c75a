#pragma once

#include "core/api/engine.hpp"

namespace shoal::engine {

/// Starts a session on libtorrent: an api::Engine with its own thread. Its torrents end with it;
/// what they downloaded is remembered in `options.state_dir`. A port of `options.listen` that is
/// taken is told as a warning, and another one found.
[[nodiscard]] Result<std::unique_ptr<api::Engine>> start(api::SwarmOptions const& options,
                                                         api::OnEvent on_event);

/// Whether a session may do without the ports it is to listen on.
enum class Ports { wanted, required };

/// A session whose torrents are kept in `options.state_dir` and go on when it is started again.
/// What had to be repaired in there is told as a warning. conflict when a port of `options.listen`
/// is taken that is required.
[[nodiscard]] Result<std::unique_ptr<api::Engine>>
start_lasting(api::SwarmOptions const& options, api::SessionRules const& rules,
              api::Housekeeping const& housekeeping, api::OnEvent const& on_event,
              Ports ports = Ports::wanted);

} // namespace shoal::engine
