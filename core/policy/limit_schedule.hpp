#pragma once

#include "core/api/limits.hpp"

namespace shoal::policy {

/// A moment as the wall clock shows it where the user lives. The edge that knows the time zone
/// makes it.
struct LocalTime {
    int weekday = 0;                ///< 0 = Sunday … 6
    std::chrono::seconds of_day{0}; ///< since midnight

    friend bool operator==(LocalTime const&, LocalTime const&) = default;
};

struct LimitsInForce {
    api::RateLimits limits;
    bool is_alternative = false;
    /// Until the schedule changes it, if it ever will; wrong when the clock is set meanwhile or
    /// summer time begins, so ask again now and then.
    std::optional<std::chrono::seconds> changes_in;

    friend bool operator==(LimitsInForce const&, LimitsInForce const&) = default;
};

/// The alternative limits hold while they are switched on, or at the schedule's hours: from `from`
/// up to, not including, `until`. The two the same are a whole day.
[[nodiscard]] LimitsInForce limits_in_force(api::SessionRules const& rules, LocalTime now);

} // namespace shoal::policy
