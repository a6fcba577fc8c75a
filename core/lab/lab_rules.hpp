#pragma once

#include "core/api/limits.hpp"

#include <vector>

namespace shoal::lab {

// A lab's swarm is shown, and set, as one session. Its rates are those of all members together, as
// what they send and receive is summed up too; its other rules are everybody's. Pure.

/// What the members' rules come to: no limit where one of them has none.
[[nodiscard]] api::SessionRules together(std::vector<api::SessionRules> const& members);

/// What `wanted` of the whole means for one of so many members. A limit that differs from the one
/// of the whole is shared out evenly; the others stay the member's own.
[[nodiscard]] api::SessionRules share_of(api::SessionRules const& wanted,
                                         api::SessionRules const& whole,
                                         api::SessionRules const& own, std::size_t members);

} // namespace shoal::lab
