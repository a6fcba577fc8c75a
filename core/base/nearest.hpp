#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace shoal {

/// The candidate that `typed` most likely means, by edit distance; empty when none is near.
[[nodiscard]] std::string nearest(std::string_view typed,
                                  std::vector<std::string> const& candidates);

} // namespace shoal
