#pragma once

#include <string>
#include <string_view>

namespace shoal::term {

/// Columns that sanitised text takes on a terminal: 2 for East Asian wide characters and emoji, 0
/// for combining marks.
[[nodiscard]] int display_width(std::string_view text);

/// `text` in exactly `columns` columns: cut, with an ellipsis, or padded with spaces.
[[nodiscard]] std::string fit(std::string_view text, int columns);

/// `text` in at most `columns` columns, cut without an ellipsis.
[[nodiscard]] std::string clip(std::string_view text, int columns);

} // namespace shoal::term
