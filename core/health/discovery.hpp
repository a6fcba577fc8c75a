#pragma once

#include "core/api/health.hpp"
#include "core/health/sample.hpp"

#include <array>
#include <deque>
#include <map>
#include <set>

namespace shoal::health {

/// Who told us of whom, and whether the tellers know the same swarm.
class Discovery {
public:
    static constexpr std::size_t least_peers = 8; ///< of a source, to compare it with another
    static constexpr double little_overlap = 0.1;
    static constexpr int least_group = 4; ///< peers that PEX ties together, to be a half of a split
    static constexpr auto split_for = std::chrono::minutes{10};
    static constexpr auto table_window = std::chrono::minutes{5};
    static constexpr std::size_t remembered = 20'000; ///< peers

    void observe(Sample const& sample);
    [[nodiscard]] api::DiscoveryView view(Sample const& sample) const;

private:
    struct Nodes {
        SteadyTime at{};
        std::int64_t count = 0;
        std::int64_t moved = 0; ///< payload, both ways, all told
    };

    using Pair = std::pair<std::string, std::string>; ///< of sources

    [[nodiscard]] std::vector<api::OverlapView> overlaps() const;
    void watch_split(SteadyTime now);
    void watch_groups(Sample const& sample);
    void watch_table(Sample const& sample);

    std::map<api::Endpoint, Origins> met_;
    std::array<std::int64_t, origin_count> bytes_{}; ///< of connections that are over
    std::map<PeerNumber, std::pair<Origins, std::int64_t>> current_;
    std::map<Pair, SteadyTime> apart_; ///< since when
    std::vector<int> groups_;
    std::optional<SteadyTime> groups_apart_; ///< since when two of them are large
    std::deque<Nodes> table_;
    std::string partition_;
};

} // namespace shoal::health
