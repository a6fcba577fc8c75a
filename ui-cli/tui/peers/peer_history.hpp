#pragma once

#include <string>
#include <string_view>

namespace shoal::tui {

// Who served whom: the marks of GivingView::history, a step of ten seconds each.

inline constexpr std::size_t history_steps = 48; ///< eight minutes

/// The newest `history_steps` in so many cells, each what most of its steps are; spaces for what
/// lies before the first step.
[[nodiscard]] std::string compressed(std::string_view history, std::size_t cells);

/// The newest steps in a row in which the peer served us.
[[nodiscard]] std::size_t served_steps(std::string_view history);

} // namespace shoal::tui
