#include "core/policy/seed_goal.hpp"

#include <algorithm>

namespace shoal::policy {

bool is_met(api::SeedGoal const& goal, Given const& given) {
    if (goal.seeds && given.other_seeds < *goal.seeds)
        return false;
    bool const ratio_met = goal.ratio && static_cast<double>(given.uploaded) >=
                                             *goal.ratio * static_cast<double>(given.size);
    bool const time_met = goal.time && given.since_complete >= *goal.time;
    // What was taken before the last piece came says nothing of the time as a seed.
    bool const idle_met =
        goal.idle && std::min(given.since_taken, given.since_complete) >= *goal.idle;
    bool const seeds_alone = goal.seeds && !goal.ratio && !goal.time && !goal.idle;
    return ratio_met || time_met || idle_met || seeds_alone;
}

} // namespace shoal::policy
