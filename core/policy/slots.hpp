#pragma once

#include "core/policy/smooth_rate.hpp"

#include <optional>

namespace shoal::policy {

/// How many peers to serve at once: as many as asked for, or as many as the line can serve well. A
/// slot is to pass a 256 KiB piece on within a second, or the swarm waits for whole pieces; in half
/// a second in a young swarm, where few have a piece that they could pass on. The capacity is
/// the upload limit, or without one the best rate seen lately. Pure.
class Slots {
public:
    static constexpr double slot_rate = 256.0 * 1024; ///< bytes/s
    static constexpr int least = 4;
    static constexpr int untried = 8; ///< nothing is known of the line yet
    static constexpr int most = 50;
    static constexpr double full = 0.95; ///< share of the limit in use

    struct Limits {
        std::optional<int> fixed; ///< 0: serve nobody
        double up_limit = 0;      ///< bytes/s; 0 = none
    };

    explicit Slots(Limits limits) : limits_(limits) {}

    /// Bytes uploaded by all torrents in the last `seconds`.
    void uploaded(double bytes, double seconds);
    [[nodiscard]] int count(bool is_young = false) const;

    /// The line would carry more than those who have slots ask for, and we may choose their number.
    [[nodiscard]] bool has_room() const;

    void limit_upload(double up_limit) { limits_.up_limit = up_limit; }

private:
    Limits limits_;
    FadingRate rate_{10};
    FadingRate lately_{2};
    double best_ = 0; ///< bytes/s; halves within 10 minutes
};

} // namespace shoal::policy
