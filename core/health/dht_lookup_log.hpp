#pragma once

#include "core/health/dht_lookups.hpp"

#include <deque>
#include <map>

namespace shoal::health {

/// The lookups of the last hour, found by their target. About 250 bytes each.
class DhtLookupLog {
public:
    static constexpr auto memory = std::chrono::hours{1};
    static constexpr std::size_t most = 16'384; ///< the newest: 12,000 torrents make 18,000 an hour

    void add(DhtLookup lookup);
    void expire(SteadyTime now);

    [[nodiscard]] std::deque<DhtLookup> const& all() const { return lookups_; }

    /// Oldest first.
    [[nodiscard]] std::vector<DhtLookup const*> of(DhtId const& target) const;

private:
    void drop_oldest();

    std::deque<DhtLookup> lookups_;
    std::uint64_t first_ = 0; ///< the number of the front; each has the next
    std::multimap<DhtId, std::uint64_t> by_target_;
};

} // namespace shoal::health
