#include "core/lab/lab_rules.hpp"

#include <algorithm>

namespace shoal::lab {
namespace {

using api::RateLimits;
using api::SessionRules;
using Kind = RateLimits SessionRules::*;
using Direction = std::int64_t RateLimits::*;

void each_limit(auto const& act) {
    for (auto const kind : {&SessionRules::limits, &SessionRules::alternative})
        for (auto const direction : {&RateLimits::up, &RateLimits::down})
            act(kind, direction);
}

std::int64_t sum(std::vector<SessionRules> const& members, Kind kind, Direction direction) {
    std::int64_t sum = 0;
    for (auto const& rules : members) {
        auto const limit = rules.*kind.*direction;
        if (limit == 0)
            return 0;
        sum += limit;
    }
    return sum;
}

/// Never 0, which is no limit.
std::int64_t shared_out(std::int64_t limit, std::size_t members) {
    return limit == 0 ? 0 : std::max<std::int64_t>(1, limit / static_cast<std::int64_t>(members));
}

} // namespace

SessionRules together(std::vector<SessionRules> const& members) {
    auto whole = members.empty() ? SessionRules{} : members.front();
    each_limit([&](Kind kind, Direction direction) {
        whole.*kind.*direction = sum(members, kind, direction);
    });
    return whole;
}

SessionRules share_of(SessionRules const& wanted, SessionRules const& whole,
                      SessionRules const& own, std::size_t members) {
    auto rules = wanted;
    each_limit([&](Kind kind, Direction direction) {
        auto const limit = wanted.*kind.*direction;
        rules.*kind.*direction =
            limit == whole.*kind.*direction ? own.*kind.*direction : shared_out(limit, members);
    });
    return rules;
}

} // namespace shoal::lab
