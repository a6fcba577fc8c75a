#pragma once

#include "core/base/clock.hpp"

#include <algorithm>

namespace shoal::policy {

/// When a torrent that knows nobody looks for peers again.
///
/// A torrent is announced to the DHT when it starts, then every 15 min at best (AnnounceSchedule);
/// a tracker no sooner than after 5 min. Who starts before the DHT node it knows, or at the same
/// moment as its only peer, would wait that long. So who is alone looks again after 5 s, then after
/// twice as long each time, up to 15 min. Meeting peers, dead ones perhaps, starts the pause anew
/// but does not shorten it. Pure; the caller brings the time.
class Seek {
public:
    explicit Seek(SteadyTime now) : next_(now + pause_) {}

    /// True when it is time to look. `peers`: connected or being dialled.
    [[nodiscard]] bool is_due(SteadyTime now, int peers) {
        if (peers > 0)
            next_ = now + pause_;
        if (now < next_)
            return false;
        pause_ = std::min<SteadyTime::duration>(2 * pause_, 15min);
        next_ = now + pause_;
        return true;
    }

private:
    SteadyTime::duration pause_ = 5s; // before next_, which needs it
    SteadyTime next_;
};

} // namespace shoal::policy
