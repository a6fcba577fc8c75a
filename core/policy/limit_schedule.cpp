#include "core/policy/limit_schedule.hpp"

#include <algorithm>

namespace shoal::policy {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;

constexpr minutes day = 24h;
constexpr minutes week = 7 * day;

bool is_on_day(api::LimitSchedule const& schedule, int weekday) {
    return schedule.days.empty() ||
           std::ranges::find(schedule.days, weekday) != schedule.days.end();
}

/// `minute` of the week, which goes round.
bool is_in_hours(api::LimitSchedule const& schedule, minutes minute) {
    auto const length = schedule.until > schedule.from ? schedule.until - schedule.from
                                                       : schedule.until - schedule.from + day;
    for (int weekday = 0; weekday < 7; ++weekday) {
        auto const since_start = (minute - weekday * day - schedule.from + 2 * week) % week;
        if (is_on_day(schedule, weekday) && since_start < length)
            return true;
    }
    return false;
}

/// Until the next minute at which hours begin or end; nothing if they never do.
std::optional<minutes> next_change(api::LimitSchedule const& schedule, minutes now) {
    bool const is_in = is_in_hours(schedule, now);
    std::optional<minutes> soonest;
    for (auto const edge : {schedule.from, schedule.until}) {
        for (int weekday = 0; weekday < 8; ++weekday) {
            auto const at = (edge + weekday * day - now + 2 * week - 1min) % week + 1min;
            if (is_in_hours(schedule, now + at) != is_in && (!soonest || at < *soonest))
                soonest = at;
        }
    }
    return soonest;
}

} // namespace

LimitsInForce limits_in_force(api::SessionRules const& rules, LocalTime now) {
    if (rules.alternative_on)
        return {rules.alternative, true, std::nullopt};
    if (!rules.schedule)
        return {rules.limits, false, std::nullopt};
    auto const minute = now.weekday * day + std::chrono::floor<minutes>(now.of_day);
    bool const is_in = is_in_hours(*rules.schedule, minute);
    LimitsInForce result{is_in ? rules.alternative : rules.limits, is_in, std::nullopt};
    if (auto const change = next_change(*rules.schedule, minute))
        result.changes_in = *change - now.of_day % 1min;
    return result;
}

} // namespace shoal::policy
