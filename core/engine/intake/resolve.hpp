#pragma once

#include "core/api/types.hpp"

namespace shoal::engine {

/// Host names become addresses by the system's resolver, one each. Blocking. not_found for a name
/// without one.
[[nodiscard]] Result<std::vector<api::Endpoint>> resolve(std::vector<api::Endpoint> const& peers);

} // namespace shoal::engine
