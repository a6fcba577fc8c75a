#pragma once

#include "core/api/types.hpp"

#include <chrono>
#include <stop_token>

namespace shoal::engine {

/// Host names become addresses by the system's resolver, one each. Blocking. not_found for a name
/// without one.
[[nodiscard]] Result<std::vector<api::Endpoint>> resolve(std::vector<api::Endpoint> const& peers);

/// Those of them that have an address, within so long for all; each has a share of three seconds.
/// Blocking; a stop ends it.
[[nodiscard]] std::vector<api::Endpoint> resolve_some(std::vector<api::Endpoint> const& names,
                                                      std::chrono::seconds patience,
                                                      std::stop_token const& stop);

} // namespace shoal::engine
