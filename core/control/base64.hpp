#pragma once

#include "core/base/result.hpp"

#include <string>
#include <string_view>

namespace shoal::control {

/// RFC 4648 §4, with padding.
[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Strict: padding, no line breaks; invalid_input otherwise.
[[nodiscard]] Result<std::string> from_base64(std::string_view text);

} // namespace shoal::control
