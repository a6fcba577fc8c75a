#pragma once

#include "core/api/engine.hpp"

namespace shoal::engine {

/// Starts a session on libtorrent: an api::Engine with its own thread.
[[nodiscard]] Result<std::unique_ptr<api::Engine>> start(api::SwarmOptions const& options,
                                                         api::OnEvent on_event);

} // namespace shoal::engine
