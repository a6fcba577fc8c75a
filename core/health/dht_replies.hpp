#pragma once

#include "core/base/latency_meter.hpp"
#include "core/health/dht_packet.hpp"

#include <deque>
#include <map>

namespace shoal::health {

/// What became of a query of ours.
struct DhtFate {
    DhtMethod method = DhtMethod::other;
    std::optional<DhtId> target;
    DhtEndpoint asked;
    std::optional<double> took; ///< seconds; nothing: no answer in time
};

/// Finds the answer to each of our queries, by its address and transaction.
class DhtReplies {
public:
    static constexpr auto patience = std::chrono::seconds{15}; ///< as libtorrent's own
    /// In that time; others are not followed. Ten lookups a second of 60 queries each are 9,000.
    static constexpr std::size_t most = 16'384;

    /// Those that time decided first, then what this packet answers.
    [[nodiscard]] std::vector<DhtFate> observe(DhtPacket const& packet);
    /// Those that no answer came to in time.
    [[nodiscard]] std::vector<DhtFate> pass(SteadyTime now);

private:
    using Key = std::pair<DhtEndpoint, std::string>;

    struct Asked {
        SteadyTime at{};
        DhtMethod method = DhtMethod::other;
        std::optional<DhtId> target;
    };

    std::map<Key, Asked> asked_;
    std::deque<std::pair<SteadyTime, Key>> in_order_;
};

/// Answers by how many seconds they took, in bins that are always the same.
[[nodiscard]] Histogram dht_reply_histogram(std::vector<float> const& seconds);

} // namespace shoal::health
