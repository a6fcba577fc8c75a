#include "core/policy/slots.hpp"

#include <algorithm>

namespace shoal::policy {

void Slots::uploaded(double bytes, double seconds) {
    rate_.add(bytes, seconds);
    best_ = std::max(best_ * std::exp2(-seconds / 600), rate_.per_second());
}

int Slots::count(bool is_young) const {
    if (limits_.fixed)
        return *limits_.fixed;
    double const capacity = limits_.up_limit > 0 ? limits_.up_limit : best_;
    auto const slots = static_cast<int>(std::min<double>(most, capacity / slot_rate));
    int const count = std::max(slots, limits_.up_limit > 0 ? least : untried);
    return is_young ? std::max(least_young, count / 4) : count;
}

} // namespace shoal::policy
