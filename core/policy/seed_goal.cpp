#include "core/policy/seed_goal.hpp"

namespace shoal::policy {

bool is_met(api::SeedGoal const& goal, std::int64_t uploaded, std::int64_t size,
            std::chrono::nanoseconds since_complete) {
    bool const ratio_met =
        goal.ratio && static_cast<double>(uploaded) >= *goal.ratio * static_cast<double>(size);
    bool const time_met = goal.time && since_complete >= *goal.time;
    return ratio_met || time_met;
}

} // namespace shoal::policy
