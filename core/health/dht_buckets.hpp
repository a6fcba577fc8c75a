#pragma once

#include "core/health/dht_packet.hpp"

#include <map>

namespace shoal::health {

/// When each bucket of our routing tables was last heard of, from the replies that come in:
/// libtorrent does not tell. A bucket is how many leading bits an id has as ours has them. Pure.
class DhtBuckets {
public:
    static constexpr auto stale_after = std::chrono::minutes{15}; ///< BEP 5

    /// As whom we take part; another id than before begins anew.
    void meet(bool is_v6, DhtId const& ours, SteadyTime now);
    void hear(DhtPacket const& packet);

    /// Of buckets with so many nodes each, the last of which stands for all beyond: those that have
    /// nodes, and were not heard of.
    [[nodiscard]] int stale(bool is_v6, std::vector<int> const& nodes, SteadyTime now) const;

private:
    struct Table {
        DhtId ours{};
        SteadyTime since{};
        std::map<std::size_t, SteadyTime> heard; ///< by bucket
    };

    std::map<bool, Table> tables_; ///< by is_v6
};

} // namespace shoal::health
