#include "core/health/dht_buckets.hpp"

#include <algorithm>
#include <bit>

namespace shoal::health {
namespace {

std::size_t common_bits(DhtId const& a, DhtId const& b) {
    std::size_t bits = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto const differ = static_cast<std::uint8_t>(a.at(i) ^ b.at(i));
        bits += static_cast<std::size_t>(std::countl_zero(differ));
        if (differ != 0)
            break;
    }
    return bits;
}

} // namespace

void DhtBuckets::meet(bool is_v6, DhtId const& ours, SteadyTime now) {
    auto const known = tables_.find(is_v6);
    if (known == tables_.end() || known->second.ours != ours)
        tables_[is_v6] = {.ours = ours, .since = now, .heard = {}};
}

void DhtBuckets::hear(DhtPacket const& packet) {
    if (packet.is_outgoing || !packet.id)
        return;
    if (auto const table = tables_.find(packet.endpoint.is_v6); table != tables_.end())
        table->second.heard[common_bits(table->second.ours, *packet.id)] = packet.at;
}

int DhtBuckets::stale(bool is_v6, std::vector<int> const& nodes, SteadyTime now) const {
    auto const table = tables_.find(is_v6);
    if (table == tables_.end())
        return 0;
    auto const& [ours, since, heard] = table->second;
    int count = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        auto last = since;
        auto const end = i + 1 == nodes.size() ? heard.end() : heard.upper_bound(i);
        for (auto at = heard.lower_bound(i); at != end; ++at)
            last = std::max(last, at->second);
        count += nodes[i] > 0 && now - last >= stale_after ? 1 : 0;
    }
    return count;
}

} // namespace shoal::health
