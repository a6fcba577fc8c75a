#include "core/policy/appetite.hpp"

#include <algorithm>
#include <utility>

namespace shoal::policy {

void Appetite::unchoked(SteadyTime now) {
    waiting_.clear();
    has_slot_ = true;
    has_asked_ = false;
    unchoked_at_ = moved_ = now;
}

void Appetite::choked() {
    waiting_.clear();
    has_slot_ = false;
}

void Appetite::asked(Block const& block, SteadyTime now) {
    if (!has_slot_)
        return;
    if (!std::exchange(has_asked_, true))
        note_delay(now - unchoked_at_);
    if (waiting_.size() < most_blocks)
        waiting_.insert(block);
}

SteadyTime::duration Appetite::patience() const {
    return delay_ < 0ns ? default_patience : std::clamp(2 * delay_, least_patience, most_patience);
}

void Appetite::note_delay(SteadyTime::duration delay) {
    // Who asks so late had nothing to ask for: that says nothing of its line.
    if (delay > most_patience)
        return;
    delay_ = delay_ < 0ns ? delay : (3 * delay_ + delay) / 4;
}

} // namespace shoal::policy
