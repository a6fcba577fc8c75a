#include "core/policy/slots.hpp"

#include <algorithm>

namespace shoal::policy {

void Slots::uploaded(double bytes, double seconds) {
    rate_.add(bytes, seconds);
    lately_.add(bytes, seconds);
    best_ = std::max(best_ * std::exp2(-seconds / 600), rate_.per_second());
}

bool Slots::has_room() const {
    return !limits_.fixed &&
           (limits_.up_limit <= 0 || lately_.per_second() < full * limits_.up_limit);
}

int Slots::count(bool is_young) const {
    if (limits_.fixed)
        return *limits_.fixed;
    double const capacity = limits_.up_limit > 0 ? limits_.up_limit : best_;
    auto const slots = static_cast<int>(std::min<double>(most, capacity / slot_rate));
    int const count = std::max(slots, limits_.up_limit > 0 ? least : untried);
    return is_young ? std::max(least, count / 2) : count;
}

} // namespace shoal::policy
