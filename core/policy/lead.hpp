#pragma once

#include "core/base/clock.hpp"

#include <cstddef>
#include <deque>

namespace shoal::policy {

/// How many pieces ahead of what it gets a peer is to know of, that it never waits for the next:
/// two, and as many as left for it in the last half second. It is told more when half of them are
/// left (FirstCopies), so no less than a quarter of a second's worth is ahead, more than most round
/// trips; the lead of a fast peer doubles with each, and a slow one is owed little. Pure; one
/// connection.
class Lead {
public:
    static constexpr std::size_t least = 2;
    static constexpr SteadyTime::duration window = 500ms;

    /// A whole piece was sent.
    void left(SteadyTime now) {
        forget(now);
        left_.push_back(now);
    }

    [[nodiscard]] std::size_t pieces(SteadyTime now) {
        forget(now);
        return least + left_.size();
    }

private:
    void forget(SteadyTime now) {
        while (!left_.empty() && left_.front() <= now - window)
            left_.pop_front();
    }

    std::deque<SteadyTime> left_; ///< when the pieces within the window left
};

} // namespace shoal::policy
