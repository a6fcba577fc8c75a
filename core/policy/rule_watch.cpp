#include "core/policy/rule_watch.hpp"

#include <algorithm>

namespace shoal::policy {

bool RuleWatch::observe(bool holds, std::chrono::seconds lasting, SteadyTime now) {
    if (!holds) {
        holds_since_.reset();
        calm_since_ = calm_since_.value_or(now);
        if (now - *calm_since_ >= std::max(lasting, shortest_calm))
            is_in_force_ = false;
        return false;
    }
    calm_since_.reset();
    holds_since_ = holds_since_.value_or(now);
    bool const fires = !is_in_force_ && now - *holds_since_ >= lasting;
    is_in_force_ = is_in_force_ || fires;
    return fires;
}

} // namespace shoal::policy
