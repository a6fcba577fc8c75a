#pragma once

#include "core/api/types.hpp"

#include <algorithm>
#include <map>

namespace shoal::policy {

/// What a peer did to our requests since it was last asked about.
struct Deeds {
    int delivered = 0; ///< blocks
    int refused = 0;   ///< requests it rejected, unchoked, for pieces that it says it has
    int stalls = 0;    ///< minutes in which it answered no request

    friend bool operator==(Deeds const&, Deeds const&) = default;
};

/// How much of our time peers have wasted, in points: 1 a refused request, 5 a minute of silence;
/// each block that a peer delivers makes up for one. A slow peer so stays near 0, and one that
/// claims what it does not give rises. Who takes much and gives little is not noted at all: choking
/// answers that, and newcomers have nothing to give.
///
/// Pure; one thread. Memory: 100 bytes a peer that has points, 4,096 peers at most.
class Standings {
public:
    /// A peer that has them has refused 40 requests, or kept silent for 8 min, with nothing to show
    /// for it.
    static constexpr int most_points = 40;

    /// True when the peer has reached `most_points`; it then starts anew.
    [[nodiscard]] bool note(api::Endpoint const& peer, Deeds const& deeds) {
        auto const known = points_.find(peer);
        int const before = known == points_.end() ? 0 : known->second;
        int const now = std::max(0, before + deeds.refused + 5 * deeds.stalls - deeds.delivered);
        bool const is_over = now >= most_points;
        if (now == 0 || is_over)
            points_.erase(peer);
        else if (known != points_.end() || points_.size() < most_peers)
            points_[peer] = now;
        return is_over;
    }

    [[nodiscard]] int points(api::Endpoint const& peer) const {
        auto const known = points_.find(peer);
        return known == points_.end() ? 0 : known->second;
    }

private:
    static constexpr std::size_t most_peers = 4096;
    std::map<api::Endpoint, int> points_;
};

} // namespace shoal::policy
