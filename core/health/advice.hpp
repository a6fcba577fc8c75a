#pragma once

#include "core/health/grade.hpp"
#include "core/health/sessions.hpp"
#include "core/health/survival.hpp"

namespace shoal::health {

/// What to do for a swarm, that which lifts its grade most first. The grade that something would
/// lead to is what grade() says of the same findings with that one thing changed: we have it all, a
/// seed more, trackers that work. Where that cannot be told there is none; what would lift nothing
/// is left out. O(pieces × peers).
[[nodiscard]] std::vector<api::AdviceView>
advise(Findings const& now, Grade const& grade, Sessions const& sessions, Survival const& survival);

} // namespace shoal::health
