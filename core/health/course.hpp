#pragma once

#include "core/health/availability.hpp"

namespace shoal::health {

/// What of a torrent's troubles takes time to see: since when each has lasted.
class Course {
public:
    struct Jump {
        double seconds = 0; ///< forwards when positive
        SteadyTime at{};
    };

    void observe(Sample const& sample);

    [[nodiscard]] double watched() const { return began_ ? seconds(now_ - *began_) : 0; }

    /// How long each has lasted, in seconds; 0 when it does not.
    [[nodiscard]] double choked() const { return lasting(choked_since_); }

    [[nodiscard]] double lonely() const { return lasting(lonely_since_); }

    [[nodiscard]] double without_dht() const { return lasting(no_dht_since_); }

    [[nodiscard]] double without_metadata() const { return lasting(no_metadata_since_); }

    /// The wall clock went another way than the steady one, within the last ten minutes.
    [[nodiscard]] std::optional<Jump> clock_jump() const;

private:
    static double seconds(SteadyTime::duration time) {
        return std::chrono::duration<double>(time).count();
    }

    [[nodiscard]] double lasting(std::optional<SteadyTime> since) const {
        return since ? seconds(now_ - *since) : 0;
    }

    void watch_clock(Sample const& sample);

    std::optional<SteadyTime> began_;
    SteadyTime now_{};
    WallTime wall_{};
    std::optional<SteadyTime> choked_since_;
    std::optional<SteadyTime> lonely_since_;
    std::optional<SteadyTime> no_dht_since_;
    std::optional<SteadyTime> no_metadata_since_;
    std::optional<Jump> jump_;
};

/// Whether all peers that have what we lack choke us; false when there is none.
[[nodiscard]] bool is_choked_by_all(Sample const& sample);

} // namespace shoal::health
