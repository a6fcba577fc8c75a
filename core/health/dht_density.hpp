#pragma once

#include "core/health/dht_packet.hpp"

#include <deque>

namespace shoal::health {

/// The nodes that answered nearest to one target.
struct DhtNeighbours {
    int nodes = 0;
    double reach = 0; ///< how far the farthest of them is, see dht_distance

    friend bool operator==(DhtNeighbours const&, DhtNeighbours const&) = default;
};

/// Ids are as good as random, so a DHT's size shows in how near to a target its nodes are. IPv4's
/// and IPv6's are two: never mixed here.
class DhtCensus {
public:
    static constexpr std::size_t most = 512; ///< targets, the newest
    static constexpr int least_nodes = 64;   ///< elsewhere, before a neighbourhood is judged
    static constexpr double unlikely = 0.001;

    /// Replaces what was known of this target.
    void put(DhtId const& target, DhtNeighbours const& neighbours);

    /// Nodes in the whole DHT; nothing until eight were seen near some target. Its standard error
    /// is 1/√nodes seen: 35 % after one lookup, 5 % after fifty.
    [[nodiscard]] std::optional<double> size() const;

    struct Verdict {
        double denser = 1; ///< how many times than elsewhere
        double chance = 1; ///< that eight are as near as that, or nearer, by mere chance
    };

    /// Of these eight around a target, beside those around the other targets; nothing when too
    /// little is known of either.
    [[nodiscard]] std::optional<Verdict> judge(DhtId const& target,
                                               DhtNeighbours const& neighbours) const;

private:
    struct Seen {
        DhtId target{};
        DhtNeighbours neighbours;
    };

    std::deque<Seen> seen_; ///< oldest first
};

} // namespace shoal::health
