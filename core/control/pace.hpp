#pragma once

#include "core/base/clock.hpp"

#include <algorithm>

namespace shoal::control {

/// How long to wait until the next refresh after one that cost `spent` of processor time: four
/// times a second while somebody looks, once otherwise, but never more than a thirtieth of a core.
/// What nobody could read anyway, ten thousand torrents that all move, comes every few seconds.
[[nodiscard]] constexpr std::chrono::nanoseconds pause_after(std::chrono::nanoseconds spent,
                                                             bool is_watched) {
    constexpr std::chrono::nanoseconds longest = 5s;
    std::chrono::nanoseconds const usual = is_watched ? 250ms : 1s;
    return std::max(usual, std::min(29 * spent, longest));
}

} // namespace shoal::control
