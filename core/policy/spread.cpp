#include "core/policy/spread.hpp"

namespace shoal::policy {

void Spread::gave(PeerKey peer, std::size_t piece) {
    if (records_[peer].given.insert(piece).second)
        last_given_[piece] = peer;
}

void Spread::has(PeerKey peer, std::size_t piece) {
    auto const giver = last_given_.find(piece);
    if (giver != last_given_.end() && giver->second != peer)
        if (auto const record = records_.find(giver->second); record != records_.end())
            ++record->second.passed_on;
}

void Spread::left(PeerKey peer) {
    records_.erase(peer);
}

double Spread::of(PeerKey peer) const {
    auto const record = records_.find(peer);
    if (record == records_.end())
        return 1;
    constexpr int doubt = 1; // pieces
    return static_cast<double>(record->second.passed_on + doubt) /
           (static_cast<int>(record->second.given.size()) + doubt);
}

} // namespace shoal::policy
