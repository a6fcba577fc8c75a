#pragma once

#include "core/api/figures.hpp"
#include "core/api/health.hpp"
#include "core/api/snapshot.hpp"

#include <deque>
#include <map>

namespace shoal::tui {

/// Of the DHT, each second.
struct DhtTraffic {
    double messages_in = 0;
    double messages_out = 0;
    double dropped = 0; ///< either way
    double bytes_in = 0;
    double bytes_out = 0;
};

/// What one swarm's health tells of its unity.
struct SwarmUnity {
    std::string partition; ///< why it seems to be split; empty: it does not
    std::string eclipse;   ///< why somebody seems to surround its info-hash
    std::vector<api::OverlapView> overlaps;
};

/// Something that speaks for being cut off, or for a swarm that is split.
struct NetAlarm {
    std::string text;     ///< may hold words of strangers
    api::TorrentId id{0}; ///< of the swarm; 0: it is about the session
};

/// How the session's ways into its swarms do, over time: from the engine's answers and snapshots,
/// as they come. Pure.
class NetWatch {
public:
    static constexpr std::size_t node_steps = 240; ///< an hour of 15 s each

    /// Call often: notes how many nodes there are when that is due. True when it did.
    bool sample(std::int64_t nodes, SteadyTime now);
    void take(api::SessionFigures figures);
    void take(api::TorrentId id, api::HealthView const& health);
    /// Forgets what was seen of other swarms.
    void keep_only(std::vector<api::TorrentId> const& swarms);

    /// Nothing: the engine did not answer yet.
    [[nodiscard]] std::optional<api::SessionFigures> const& figures() const { return figures_; }

    /// Between the two newest answers; nothing before.
    [[nodiscard]] std::optional<DhtTraffic> const& traffic() const { return traffic_; }

    /// Oldest first, up to `node_steps`.
    [[nodiscard]] std::vector<std::int64_t> nodes() const;
    /// The share of nodes that is gone since their peak of five minutes; nothing while there were
    /// too few to tell.
    [[nodiscard]] std::optional<double> nodes_lost() const;

    /// The swarms that were looked at, as they were then.
    [[nodiscard]] std::map<api::TorrentId, SwarmUnity> const& swarms() const { return swarms_; }

private:
    std::optional<api::SessionFigures> figures_;
    std::optional<DhtTraffic> traffic_;
    std::deque<std::int64_t> nodes_;
    SteadyTime next_{};
    std::map<api::TorrentId, SwarmUnity> swarms_;
};

/// The share of nodes lost that is alarming.
inline constexpr double alarming_loss = 0.4;

/// How far sources of peers agree, the mean over the swarms that have enough of both.
[[nodiscard]] std::vector<api::OverlapView> overlaps(NetWatch const& watch);

/// The gravest first.
[[nodiscard]] std::vector<NetAlarm> alarms(NetWatch const& watch, api::Snapshot const& snapshot);

/// The swarms worth looking at, the largest, by id: small ones tell nothing of a partition.
[[nodiscard]] std::vector<api::TorrentId> watched_swarms(api::Snapshot const& snapshot);

} // namespace shoal::tui
