#include "core/health/dht_replies.hpp"

#include <algorithm>

namespace shoal::health {

std::vector<DhtFate> DhtReplies::pass(SteadyTime now) {
    std::vector<DhtFate> fates;
    while (!in_order_.empty() && now - in_order_.front().first >= patience) {
        auto const& [at, key] = in_order_.front();
        auto const found = asked_.find(key);
        if (found != asked_.end() && found->second.at == at) {
            fates.push_back({found->second.method, found->second.target, key.first, {}});
            asked_.erase(found);
        }
        in_order_.pop_front();
    }
    return fates;
}

std::vector<DhtFate> DhtReplies::observe(DhtPacket const& packet) {
    auto fates = pass(packet.at);
    Key key{packet.endpoint, packet.transaction};
    if (packet.is_outgoing && packet.kind == DhtKind::query) {
        if (in_order_.size() >= most)
            return fates;
        asked_.insert_or_assign(key, Asked{packet.at, packet.method, packet.target});
        in_order_.emplace_back(packet.at, std::move(key));
    } else if (!packet.is_outgoing && packet.kind != DhtKind::query) {
        auto const found = asked_.find(key);
        if (found == asked_.end())
            return fates;
        auto const& asked = found->second;
        fates.push_back({asked.method, asked.target, packet.endpoint,
                         std::chrono::duration<double>(packet.at - asked.at).count()});
        asked_.erase(found);
    }
    return fates;
}

Histogram dht_reply_histogram(std::vector<float> const& seconds) {
    Histogram histogram{.bounds = {0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4}};
    histogram.counts.resize(histogram.bounds.size() + 1);
    for (double const value : seconds) {
        auto const bin = std::ranges::lower_bound(histogram.bounds, value);
        ++histogram.counts[static_cast<std::size_t>(bin - histogram.bounds.begin())];
        histogram.sum += value;
    }
    return histogram;
}

} // namespace shoal::health
