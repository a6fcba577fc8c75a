#include "core/health/dht_replies.hpp"

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

} // namespace shoal::health
