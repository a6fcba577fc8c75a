#pragma once

#include "core/api/dht.hpp"
#include "core/api/health.hpp"
#include "core/health/dht_announces.hpp"
#include "core/health/dht_lookup_log.hpp"
#include "core/health/dht_visits.hpp"

#include <array>
#include <set>

namespace shoal::health {

/// What the DHT is seen to do for us, from the packets that go in and out. Pure: time comes with
/// the packets. Memory is bounded: some 5 MB when ten thousand torrents are announced.
class DhtWatch {
public:
    static constexpr std::size_t newest = 500; ///< queries, of which the session's figures are

    /// Lookups of this target are for a torrent of ours.
    void want(DhtId const& target) { wanted_.insert(target); }

    void forget(DhtId const& target);

    /// Whether it answers a query of ours: what else comes in, anybody may have made up.
    bool observe(DhtPacket const& packet);
    /// Time goes by without a packet.
    void pass(SteadyTime now);

    // `enabled` and `nodes` are left for the caller, who knows.

    /// Of all that was asked.
    [[nodiscard]] api::DhtView session() const;
    /// Of the lookups of one torrent, that has one or two targets. The network's size is that of
    /// all lookups, over IPv4 unless only IPv6's DHT was seen.
    [[nodiscard]] api::DhtView of(std::vector<DhtId> const& targets) const;

    /// How we told nodes of it at last, all its targets together; `next_in` is left for the caller.
    [[nodiscard]] api::AnnouncedView announced(std::vector<DhtId> const& targets,
                                               SteadyTime now) const;

    /// When a node came to us of its own accord at last.
    [[nodiscard]] std::optional<SteadyTime> visited() const { return visits_.last(); }

private:
    struct Decided {
        std::optional<float> took; ///< nothing: no answer in time
    };

    struct Surrounded {
        std::string evidence;
        SteadyTime seen{};
    };

    using Place = std::pair<DhtId, bool>; ///< is_v6

    void note(std::vector<DhtFate> const& fates);
    void note(std::vector<DhtLookup> lookups);
    void judge(DhtLookup const& lookup);
    void expire(SteadyTime now);
    /// Empty: chance alone may do that.
    [[nodiscard]] std::string eclipse_of(DhtLookup const& lookup) const;
    [[nodiscard]] std::optional<double> network_size() const;

    [[nodiscard]] DhtCensus& census(bool is_v6) { return censuses_.at(is_v6 ? 1 : 0); }

    [[nodiscard]] DhtCensus const& census(bool is_v6) const { return censuses_.at(is_v6 ? 1 : 0); }

    std::set<DhtId> wanted_;
    DhtReplies replies_;
    DhtLookups lookups_;
    DhtLookupLog log_;
    DhtAnnounces announces_;
    std::array<DhtCensus, 2> censuses_; ///< of IPv4, and of IPv6, whose DHT is far sparser
    DhtVisits visits_;
    std::deque<Decided> decided_;
    std::deque<bool> fitting_;               ///< of the newest who answered and could be told
    std::map<Place, Surrounded> surrounded_; ///< targets of ours, as long as lookups are kept
};

} // namespace shoal::health
