#pragma once

#include "core/api/types.hpp"
#include "core/base/clock.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace shoal::policy {

/// What announces of one kind may cost.
struct AnnounceBudget {
    double per_second = 1;       ///< announces, sustained
    double burst = 1;            ///< announces at once, after a quiet time
    double eager_per_second = 0; ///< the part of `per_second` that the hurried may take from others
    SteadyTime::duration interval = 15min; ///< between two of one torrent, if `per_second` allows
};

// DHT nodes forget a peer after 45 min: we come again within 40, at 10,000 torrents too. That is
// 4.2 announces/s; 0.8/s more are for who cannot wait. A lookup in a large DHT and its announces
// send about 6 KB, so 5/s are 30 KB/s, and a burst 60 KB. A session this busy serves up to 10,000
// torrents in 40 min while some hurry, 12,000 while none does; with more each waits longer, all
// alike: 40,000 torrents come round in 2 h 13 min.
inline constexpr AnnounceBudget dht_budget{
    .per_second = 5, .burst = 10, .eager_per_second = 0.8, .interval = 15min};

// A multicast reaches every machine in the house. BEP 14 wants 5 min between two of one torrent.
inline constexpr AnnounceBudget lsd_budget{
    .per_second = 1, .burst = 5, .eager_per_second = 0.2, .interval = 5min};

// First announces to trackers, a torrent at a time; later ones keep the distance. libtorrent queues
// HTTP announces behind a limit, but sends all of UDP at once: of 10,000 to one tracker on this
// machine 8,114 failed, answers overflow the socket's buffer. At 50/s none does, and 10,000
// torrents take 200 s.
inline constexpr AnnounceBudget tracker_budget{.per_second = 50, .burst = 50};

/// Whose turn it is to be announced.
///
/// libtorrent's own round announces one torrent a second and none twice before all had their turn:
/// 10,000 torrents take 2 h 47 min while nodes forget after 45, so a quarter of them can be found.
/// Here a torrent that was never announced goes first, then whoever waits longest; those who hurry
/// (they know no peer) may jump the queue, but only within a share of the rate, so that nobody
/// starves. The rate is a token bucket: after hours of suspend everybody is due, and yet no more
/// than `burst` go out at once. Pure; the caller brings the time, which never goes back. O(log n)
/// an announce.
class AnnounceSchedule {
public:
    explicit AnnounceSchedule(AnnounceBudget budget);

    /// From now on it takes its turn, the first as soon as the budget allows.
    void add(api::TorrentId id);
    void remove(api::TorrentId id);
    /// Would rather not wait for its turn. Heeded once, and not within seconds of an announce.
    void hurry(api::TorrentId id, SteadyTime now);
    /// When it is due; nothing: it is not listed, or was never announced and is due at once.
    [[nodiscard]] std::optional<SteadyTime> next_of(api::TorrentId id) const;
    /// Who is to be announced now, in this order; counts as done.
    [[nodiscard]] std::vector<api::TorrentId> due(SteadyTime now);

private:
    /// Tokens that grow with time, up to a bound.
    class Allowance {
    public:
        Allowance(double per_second, double bound)
            : per_second_(per_second), bound_(bound), left_(bound) {}

        void grow(SteadyTime::duration passed);
        [[nodiscard]] bool take();

    private:
        double per_second_;
        double bound_;
        double left_;
    };

    using Turn = std::pair<SteadyTime, api::TorrentId>; ///< due then; `unannounced` before all
    [[nodiscard]] std::optional<api::TorrentId> next(SteadyTime now);

    AnnounceBudget budget_;
    Allowance any_;
    Allowance eager_share_;
    std::optional<SteadyTime> grown_at_;
    std::map<api::TorrentId, SteadyTime> due_at_;
    std::set<Turn> turns_; ///< all of due_at_, in order
    std::set<Turn> eager_; ///< those of turns_ who hurry
};

} // namespace shoal::policy
