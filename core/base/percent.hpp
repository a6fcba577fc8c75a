#pragma once

#include <string>
#include <string_view>

namespace shoal {

/// Percent escapes (RFC 3986) resolved; what is none stays as it is.
[[nodiscard]] std::string percent_decoded(std::string_view text);

} // namespace shoal
