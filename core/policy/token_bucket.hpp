#pragma once

#include "core/base/clock.hpp"

#include <algorithm>
#include <optional>

namespace shoal::policy {

/// Lets things through at a rate, and as many at once as it holds. Full at first. Pure.
class TokenBucket {
public:
    TokenBucket(double per_second, double most)
        : per_second_(per_second), most_(most), tokens_(most) {}

    /// Whether one may pass now.
    [[nodiscard]] bool take(SteadyTime now) {
        if (last_)
            tokens_ += per_second_ * std::chrono::duration<double>(now - *last_).count();
        tokens_ = std::min(tokens_, most_);
        last_ = now;
        if (tokens_ < 1)
            return false;
        tokens_ -= 1;
        return true;
    }

private:
    double per_second_;
    double most_;
    double tokens_;
    std::optional<SteadyTime> last_;
};

} // namespace shoal::policy
