#include "core/health/dht_lookup_log.hpp"

namespace shoal::health {

void DhtLookupLog::add(DhtLookup lookup) {
    if (lookups_.size() >= most)
        drop_oldest();
    by_target_.emplace(lookup.target, first_ + lookups_.size());
    lookups_.push_back(std::move(lookup));
}

void DhtLookupLog::expire(SteadyTime now) {
    while (!lookups_.empty() && now - lookups_.front().ended > memory)
        drop_oldest();
}

void DhtLookupLog::drop_oldest() {
    auto const oldest = by_target_.lower_bound(lookups_.front().target); // of equal keys the first
    by_target_.erase(oldest);
    lookups_.pop_front();
    ++first_;
}

std::vector<DhtLookup const*> DhtLookupLog::of(DhtId const& target) const {
    std::vector<DhtLookup const*> found;
    auto const [begin, end] = by_target_.equal_range(target);
    for (auto at = begin; at != end; ++at)
        found.push_back(&lookups_[at->second - first_]);
    return found;
}

} // namespace shoal::health
