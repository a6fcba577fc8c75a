#include "core/health/dht_lookups.hpp"

#include "core/health/dht_node_id.hpp"

#include <algorithm>

namespace shoal::health {
namespace {

constexpr std::size_t a_bucket = 8;
constexpr auto sweep_every = std::chrono::seconds{1};

float seconds(SteadyTime::duration time) {
    return std::chrono::duration<float>(time).count();
}

bool is_own_query(DhtPacket const& packet, DhtMethod method) {
    return packet.is_outgoing && packet.kind == DhtKind::query && packet.method == method &&
           packet.target;
}

} // namespace

void DhtLookups::meet(Running& running, Contact const& contact) {
    auto& all = running.nearest;
    std::erase_if(all, [&](Contact const& known) { return known.endpoint == contact.endpoint; });
    all.insert(std::ranges::upper_bound(all, contact.distance, {}, &Contact::distance), contact);
    if (all.size() > a_bucket)
        all.pop_back();
}

void DhtLookups::hear(DhtPacket const& packet, DhtFate const& fate) {
    auto const found = running_.find({*fate.target, packet.endpoint.is_v6});
    if (found == running_.end())
        return;
    auto& running = found->second;
    running.heard = packet.at;
    auto& lookup = running.so_far;
    lookup.replies.push_back(static_cast<float>(*fate.took));
    if (!packet.id)
        return;
    meet(running, {dht_distance(*packet.id, lookup.target), packet.endpoint});
    if (auto const fits = fits_address(*packet.id, packet.endpoint))
        ++(*fits ? lookup.fitting : lookup.not_fitting);
}

void DhtLookups::take(SteadyTime now, std::vector<DhtFate> const& fates) {
    for (DhtFate const& fate : fates) {
        if (fate.method != DhtMethod::get_peers || !fate.target)
            continue;
        auto const found = running_.find({*fate.target, fate.asked.is_v6});
        if (found == running_.end())
            continue;
        --found->second.under_way;
        found->second.last = now;
        if (!fate.took)
            ++found->second.so_far.timeouts;
    }
}

DhtLookup DhtLookups::close(Running running, SteadyTime at) {
    DhtLookup lookup = std::move(running.so_far);
    lookup.ended = at;
    auto const& nearest = running.nearest;
    lookup.failed = nearest.empty();
    if (!nearest.empty())
        lookup.nearest = {static_cast<int>(nearest.size()), nearest.back().distance};
    lookup.replies.shrink_to_fit();
    return lookup;
}

std::vector<DhtLookup> DhtLookups::close_silent(SteadyTime now) {
    std::vector<DhtLookup> ended;
    if (now < next_sweep_)
        return ended;
    next_sweep_ = now + sweep_every;
    for (auto at = running_.begin(); at != running_.end();) {
        auto& running = at->second;
        auto const quiet = now - running.last;
        if (quiet < (running.under_way > 0 ? silence + DhtReplies::patience : silence)) {
            ++at;
            continue;
        }
        auto const end = running.heard == SteadyTime{} ? running.last : running.heard;
        running.so_far.took = seconds(end - running.began);
        ended.push_back(close(std::move(running), now));
        at = running_.erase(at);
    }
    return ended;
}

std::vector<DhtLookup> DhtLookups::pass(SteadyTime now, std::vector<DhtFate> const& fates) {
    take(now, fates);
    return close_silent(now);
}

std::vector<DhtLookup> DhtLookups::observe(DhtPacket const& packet,
                                           std::vector<DhtFate> const& fates) {
    auto ended = pass(packet.at, fates);
    if (is_own_query(packet, DhtMethod::get_peers)) {
        Key const key{*packet.target, packet.endpoint.is_v6};
        if (running_.size() >= most && !running_.contains(key))
            return ended;
        auto& running = running_[key];
        if (running.so_far.asked++ == 0) {
            running.began = packet.at;
            running.so_far.target = *packet.target;
            running.so_far.is_v6 = packet.endpoint.is_v6;
        }
        ++running.under_way;
        running.last = packet.at;
    } else if (is_own_query(packet, DhtMethod::announce_peer)) {
        auto node = running_.extract({*packet.target, packet.endpoint.is_v6});
        if (node) {
            node.mapped().so_far.took = seconds(packet.at - node.mapped().began);
            ended.push_back(close(std::move(node.mapped()), packet.at));
        }
    } else if (packet.kind == DhtKind::reply && !fates.empty() && fates.back().took &&
               fates.back().method == DhtMethod::get_peers && fates.back().target) {
        hear(packet, fates.back());
    }
    return ended;
}

} // namespace shoal::health
