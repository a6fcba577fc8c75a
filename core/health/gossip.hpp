#pragma once

#include "core/health/sample.hpp"

namespace shoal::health {

/// How the peers that we are connected to know of each other, by what they name in PEX: two are in
/// one group when one names the other, when both name a third, or by a chain of that. The sizes of
/// the groups, the largest first; who has named nobody yet is in none. More than one says that the
/// swarm may be split, and that we are the only bridge. O(names).
[[nodiscard]] std::vector<int> pex_groups(Sample const& sample);

} // namespace shoal::health
