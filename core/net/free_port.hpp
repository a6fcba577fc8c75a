#pragma once

#include "core/api/types.hpp"

namespace shoal::net {

/// conflict, where: the place, when another socket has the port there, for TCP or UDP. What else
/// is wrong with the place is left to who listens. May be out of date as soon as it is known.
[[nodiscard]] Result<void> check_free(api::Endpoint const& place);

} // namespace shoal::net
