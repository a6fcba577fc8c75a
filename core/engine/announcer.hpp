#pragma once

#include "core/engine/wire.hpp"
#include "core/policy/announce_schedule.hpp"

namespace shoal::engine {

/// Brings torrents before the DHT, the local network and their trackers, each within its budget.
/// What is announced and when is decided by three policy::AnnounceSchedules; this carries it to the
/// wire. Engine thread only.
class Announcer {
public:
    explicit Announcer(Wire& wire) : wire_(wire) {}

    /// The torrent takes part in the swarm, for the first time or anew: everybody is told as soon
    /// as the budgets allow. A private one only tells its trackers (BEP 27).
    void joined(api::TorrentId id, bool is_private);
    void left(api::TorrentId id);
    /// The torrent knows nobody and would rather not wait for its turn.
    void hurry(api::TorrentId id, SteadyTime now);

    /// When its turn comes to be told to the DHT; nothing: it is not, or as soon as can be.
    [[nodiscard]] std::optional<SteadyTime> next_dht(api::TorrentId id) const {
        return dht_.next_of(id);
    }

    /// Sends what is due. `dht_nodes`: in the routing table.
    void announce(SteadyTime now, std::int64_t dht_nodes);

private:
    [[nodiscard]] bool is_dht_ready(SteadyTime now, std::int64_t nodes);

    Wire& wire_;                        ///< borrowed: outlives us
    std::optional<SteadyTime> started_; ///< first `announce`
    policy::AnnounceSchedule dht_{policy::dht_budget};
    policy::AnnounceSchedule lsd_{policy::lsd_budget};
    policy::AnnounceSchedule trackers_{policy::tracker_budget}; ///< who has yet to meet them
};

} // namespace shoal::engine
