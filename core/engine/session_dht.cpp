// What the DHT's packets show, and which torrent each lookup is for.

#include "core/engine/session.hpp"

#include <algorithm>

namespace shoal::engine {
namespace {

/// What is looked up for it: its v1 hash, and v2's first twenty bytes (BEP 52).
std::vector<health::DhtId> targets_of(api::InfoHash const& hash) {
    std::vector<health::DhtId> targets;
    if (hash.v1)
        targets.push_back(*hash.v1);
    if (hash.v2) {
        auto& target = targets.emplace_back();
        std::copy_n(hash.v2->begin(), target.size(), target.begin());
    }
    return targets;
}

} // namespace

void Session::hear(DhtHeard const& heard) {
    for (health::DhtPacket const& packet : heard.packets)
        dht_.observe(packet);
}

void Session::watch_lookups(Torrent const& torrent) {
    for (health::DhtId const& target : targets_of(torrent.view.info_hash))
        if (torrent.is_running)
            dht_.want(target);
        else
            dht_.forget(target);
}

void Session::forget_lookups(Torrent const& torrent) {
    for (health::DhtId const& target : targets_of(torrent.view.info_hash))
        dht_.forget(target);
}

api::DhtView Session::dht_of(Torrent const& torrent) const {
    return dht_.of(targets_of(torrent.view.info_hash));
}

api::DhtView Session::dht_seen(bool enabled) const {
    auto view = dht_.session();
    view.enabled = enabled;
    view.nodes = session_view_.dht_nodes;
    return view;
}

} // namespace shoal::engine
