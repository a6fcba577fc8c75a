#include "core/health/dht_visits.hpp"

namespace shoal::health {

void DhtVisits::forget(SteadyTime now) {
    while (!in_order_.empty() &&
           (in_order_.size() > most || now - in_order_.front().first >= door_open)) {
        auto const& [at, endpoint] = in_order_.front();
        auto const known = asked_.find(endpoint);
        if (known != asked_.end() && known->second == at) {
            asked_.erase(known);
            unknown_until_ = at + door_open;
        }
        in_order_.pop_front();
    }
}

void DhtVisits::observe(DhtPacket const& packet) {
    forget(packet.at);
    if (packet.is_outgoing) {
        asked_.insert_or_assign(packet.endpoint, packet.at);
        in_order_.emplace_back(packet.at, packet.endpoint);
    } else if (packet.kind == DhtKind::query && packet.at >= unknown_until_ &&
               !asked_.contains(packet.endpoint)) {
        last_ = packet.at;
    }
}

} // namespace shoal::health
