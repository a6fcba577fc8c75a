#include "core/engine/announcer.hpp"

namespace shoal::engine {
namespace {

// Names of bootstrap nodes are resolved and answer within this time, or probably never.
constexpr auto bootstrap_time = 3s;

} // namespace

void Announcer::joined(api::TorrentId id, bool is_private) {
    left(id);
    trackers_.add(id);
    if (is_private)
        return;
    dht_.add(id);
    lsd_.add(id);
}

void Announcer::left(api::TorrentId id) {
    dht_.remove(id);
    lsd_.remove(id);
    trackers_.remove(id);
}

void Announcer::hurry(api::TorrentId id, SteadyTime now) {
    dht_.hurry(id, now);
    lsd_.hurry(id, now);
}

void Announcer::announce(SteadyTime now, std::int64_t dht_nodes) {
    if (is_dht_ready(now, dht_nodes))
        for (auto const id : dht_.due(now))
            wire_.announce_dht(id);
    for (auto const id : lsd_.due(now))
        wire_.announce_lsd(id);
    for (auto const id : trackers_.due(now)) {
        trackers_.remove(id); // from the second announce on the trackers say when
        wire_.meet_trackers(id);
    }
}

// An announce that finds nobody to ask is lost. But bootstrap nodes never get into libtorrent's
// routing table: who knows nobody else has no nodes, and yet can announce.
bool Announcer::is_dht_ready(SteadyTime now, std::int64_t nodes) {
    if (!started_)
        started_ = now;
    return nodes > 0 || now - *started_ >= bootstrap_time;
}

} // namespace shoal::engine
