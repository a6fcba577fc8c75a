#pragma once

#include "core/base/clock.hpp"

#include <cmath>

namespace shoal::health {

/// How many a second, with a memory of about `memory`. Young ones divide by the time they had, so
/// the first minute of a 60-minute rate is not a sixtieth of the truth.
class Rate {
public:
    explicit Rate(std::chrono::duration<double> memory) : memory_(memory.count()) {}

    void add(SteadyTime now, double amount) {
        fade(now);
        sum_ += amount;
    }

    [[nodiscard]] double a_second(SteadyTime now) const {
        if (!began_)
            return 0;
        double const age = seconds(now - *began_);
        double const weight = memory_ * (1 - std::exp(-age / memory_));
        return weight > 0 ? sum_ * std::exp(-seconds(now - last_) / memory_) / weight : 0;
    }

private:
    static double seconds(SteadyTime::duration time) {
        return std::chrono::duration<double>(time).count();
    }

    void fade(SteadyTime now) {
        if (!began_)
            began_ = last_ = now;
        sum_ *= std::exp(-seconds(now - last_) / memory_);
        last_ = now;
    }

    double memory_; ///< seconds
    double sum_ = 0;
    std::optional<SteadyTime> began_;
    SteadyTime last_{};
};

} // namespace shoal::health
