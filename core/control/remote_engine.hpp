#pragma once

#include "core/api/engine.hpp"

namespace shoal::control {

/// The session of the daemon whose control socket this is: an api::AttachEngine. Blocks until it
/// answered; unavailable when none runs. With an `on_event` the engine keeps up with the daemon,
/// and comes back to it when it was restarted; without one it shows the session as of now and as of
/// each command it carried out. What a daemon that is gone was asked is answered by unavailable.
/// Ending it does not end the daemon.
[[nodiscard]] Result<std::unique_ptr<api::Engine>> attach(fs::path const& socket,
                                                          api::OnEvent on_event);

} // namespace shoal::control
