#pragma once

#include "core/api/swarm.hpp"
#include "core/engine/wire.hpp"

#include <functional>

namespace shoal::engine {

/// The real Wire: one libtorrent session. `wake` may be called from libtorrent's threads, until
/// destruction ends; it must only wake the engine thread. Destruction tells trackers goodbye, for
/// at most two seconds.
[[nodiscard]] Result<std::unique_ptr<Wire>> open_session(api::SwarmOptions const& options,
                                                         WireMemory memory,
                                                         std::function<void()> const& wake);

} // namespace shoal::engine
