#pragma once

#include <algorithm>
#include <cmath>

namespace shoal::policy {

/// A rate over an exponentially fading window, right from the first seconds on: what was counted
/// and how long it took fade alike.
class FadingRate {
public:
    explicit FadingRate(double window_s) : window_s_(window_s) {}

    void add(double amount, double seconds) {
        double const keep = std::exp(-seconds / window_s_);
        amount_ = amount_ * keep + amount;
        seconds_ = seconds_ * keep + seconds;
    }

    [[nodiscard]] double per_second() const { return amount_ / std::max(seconds_, least_s); }

private:
    static constexpr double least_s = 2; ///< a first burst is not a rate
    double window_s_;
    double amount_ = 0;
    double seconds_ = 0;
};

/// Bytes/s as the choker weighs them: what a peer does now counts most, and what it did in the last
/// minute keeps one bad round from costing it its slot.
class SmoothRate {
public:
    void add(double bytes, double seconds) {
        now_.add(bytes, seconds);
        lately_.add(bytes, seconds);
    }

    [[nodiscard]] double now() const { return now_.per_second(); }

    [[nodiscard]] double weighed() const {
        return 0.7 * now_.per_second() + 0.3 * lately_.per_second();
    }

private:
    FadingRate now_{10};
    FadingRate lately_{60};
};

} // namespace shoal::policy
