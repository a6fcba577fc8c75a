#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace shoal {

/// The parts between separators; empty parts are kept, an empty text has none.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

/// Shell pattern match as in fnmatch(3): `*` also crosses '/'. Case counts.
[[nodiscard]] bool glob_matches(std::string const& pattern, std::string const& text);

/// Case of ASCII letters does not count.
[[nodiscard]] bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);

/// Case of ASCII letters does not count.
[[nodiscard]] bool contains_ignoring_case(std::string_view text, std::string_view part);

/// Well-formed UTF-8 (RFC 3629): no overlong forms, surrogates, or values past U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

} // namespace shoal
