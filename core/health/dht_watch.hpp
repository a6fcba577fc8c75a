#pragma once

#include "core/api/dht.hpp"
#include "core/health/dht_lookup_log.hpp"
#include "core/health/dht_visits.hpp"

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

    void observe(DhtPacket const& packet);
    /// Time goes by without a packet.
    void pass(SteadyTime now);

    // `enabled` and `nodes` are left for the caller, who knows.

    /// Of all that was asked.
    [[nodiscard]] api::DhtView session() const;
    /// Of the lookups of one torrent, that has one or two targets. The network's size is that of
    /// all lookups.
    [[nodiscard]] api::DhtView of(std::vector<DhtId> const& targets) const;

    /// When a node came to us of its own accord at last.
    [[nodiscard]] std::optional<SteadyTime> visited() const { return visits_.last(); }

private:
    struct Decided {
        std::optional<float> took; ///< nothing: no answer in time
    };

    void note(std::vector<DhtFate> const& fates);
    void note(std::vector<DhtLookup> lookups);
    [[nodiscard]] std::string eclipse_of(DhtLookup const& lookup, double unlikely) const;

    std::set<DhtId> wanted_;
    DhtReplies replies_;
    DhtLookups lookups_;
    DhtLookupLog log_;
    DhtCensus census_;
    DhtVisits visits_;
    std::deque<Decided> decided_;
    std::deque<bool> fitting_;                ///< of the newest who answered and could be told
    std::map<DhtId, std::string> surrounded_; ///< targets of ours, with the evidence
};

} // namespace shoal::health
