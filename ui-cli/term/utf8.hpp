#pragma once

#include <cstdint>
#include <string_view>

namespace shoal::term {

/// The bytes at the front that claim, by their lead byte, to be one character. `text` is not empty.
[[nodiscard]] std::string_view first_sequence(std::string_view text);

/// The code point of one well-formed sequence; of bytes that are not, some number.
[[nodiscard]] std::uint32_t decode(std::string_view sequence);

} // namespace shoal::term
