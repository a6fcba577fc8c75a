#include "core/health/dht_announces.hpp"

namespace shoal::health {

void DhtAnnounces::observe(DhtPacket const& packet, std::vector<DhtFate> const& fates) {
    if (packet.is_outgoing) {
        if (packet.method != DhtMethod::announce_peer || !packet.target)
            return;
        auto& known = rounds_[*packet.target];
        if (known.told == 0 || packet.at - known.last > round)
            known = {.began = packet.at};
        known.last = packet.at;
        ++known.told;
    } else if (packet.kind == DhtKind::reply && !fates.empty() && fates.back().took &&
               fates.back().method == DhtMethod::announce_peer && fates.back().target) {
        auto const found = rounds_.find(*fates.back().target);
        if (found != rounds_.end() && found->second.stored < found->second.told)
            ++found->second.stored;
    }
}

void DhtAnnounces::expire(SteadyTime now) {
    std::erase_if(rounds_, [now](auto const& one) { return now - one.second.last > memory; });
}

std::optional<DhtAnnounces::Round> DhtAnnounces::of(DhtId const& target) const {
    auto const found = rounds_.find(target);
    return found == rounds_.end() ? std::nullopt : std::optional{found->second};
}

} // namespace shoal::health
