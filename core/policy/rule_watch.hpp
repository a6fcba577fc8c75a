#pragma once

#include "core/base/clock.hpp"

#include <optional>

namespace shoal::policy {

/// One rule over one torrent: when it fires, and for how long it is in force. It fires once, when
/// its condition has held for as long as it asks; it is over, and may fire again, when the
/// condition has not held for as long, a minute at least. So what flutters around a limit neither
/// fires again and again nor resets what it began.
class RuleWatch {
public:
    /// For how long a condition must not hold at least.
    static constexpr std::chrono::seconds shortest_calm{60};

    /// Whether it fires now. `holds`: its condition, as of now.
    [[nodiscard]] bool observe(bool holds, std::chrono::seconds lasting, SteadyTime now);

    [[nodiscard]] bool is_in_force() const { return is_in_force_; }

    /// Since when its condition has held without a break.
    [[nodiscard]] std::optional<SteadyTime> since() const { return holds_since_; }

    /// There is nothing to remember.
    [[nodiscard]] bool is_idle() const { return !is_in_force_ && !holds_since_; }

private:
    bool is_in_force_ = false;
    std::optional<SteadyTime> holds_since_;
    std::optional<SteadyTime> calm_since_;
};

} // namespace shoal::policy
