#include "core/policy/spread.hpp"

namespace shoal::policy {

void Spread::gave(PeerName peer, std::size_t piece) {
    if (records_[peer].given.insert(piece).second)
        last_given_[piece] = peer;
}

void Spread::has(PeerName witness, std::size_t piece) {
    auto const giver = last_given_.find(piece);
    if (giver == last_given_.end() || giver->second == witness)
        return;
    auto const found = records_.find(giver->second);
    if (found == records_.end())
        return;
    Record& record = found->second;
    auto& believed = record.witnesses[witness];
    if (believed >= 1 + record.given.size() / 3)
        return;
    ++believed;
    ++record.passed_on;
}

void Spread::came(PeerName peer) {
    if (auto const record = records_.find(peer); record != records_.end())
        record->second.left_at.reset();
}

void Spread::left(PeerName peer, SteadyTime now) {
    if (auto const record = records_.find(peer); record != records_.end())
        record->second.left_at = now;
    std::erase_if(records_, [now](auto const& entry) {
        return entry.second.left_at && now - *entry.second.left_at > memory;
    });
}

double Spread::of(PeerName peer) const {
    auto const record = records_.find(peer);
    if (record == records_.end())
        return 1;
    constexpr int doubt = 1; // pieces
    return static_cast<double>(record->second.passed_on + doubt) /
           (static_cast<int>(record->second.given.size()) + doubt);
}

} // namespace shoal::policy
