#pragma once

#include <string>

namespace shoal {

/// Of a number that is not known better than that: two digits, powers of 1000. "450", "12 k",
/// "9.1 M".
[[nodiscard]] std::string format_estimate(double number);

} // namespace shoal
