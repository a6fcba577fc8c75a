#pragma once

#include "core/health/dht_density.hpp"
#include "core/health/dht_replies.hpp"

namespace shoal::health {

/// A search for the nodes next to a target, seen to its end.
struct DhtLookup {
    DhtId target{};
    bool is_v6 = false; ///< IPv4 and IPv6 are two DHTs
    SteadyTime ended{};
    float took = 0;             ///< seconds, to the announce or else the last answer
    bool failed = false;        ///< nobody answered
    int asked = 0;              ///< queries
    int timeouts = 0;           ///< of these
    int fitting = 0;            ///< who answered, and whose id fits the address (BEP 42)
    int not_fitting = 0;        ///< does not
    DhtNeighbours nearest;      ///< of who answered
    std::vector<float> replies; ///< how long each answer took, seconds
};

/// Puts our get_peers queries of one target together. One ends with the first announce to it, or
/// once nothing is under way and nothing was sent for a while: libtorrent does not say.
class DhtLookups {
public:
    static constexpr auto silence = std::chrono::seconds{5};
    static constexpr std::size_t most = 1024; ///< at a time; others are not followed

    /// `fates`: of the same packet. Those that ended.
    [[nodiscard]] std::vector<DhtLookup> observe(DhtPacket const& packet,
                                                 std::vector<DhtFate> const& fates);
    [[nodiscard]] std::vector<DhtLookup> pass(SteadyTime now, std::vector<DhtFate> const& fates);

private:
    struct Contact {
        double distance = 0;
        DhtEndpoint endpoint;
    };

    struct Running {
        SteadyTime began{};
        SteadyTime heard{}; ///< the last answer
        SteadyTime last{};  ///< the last sign of life
        int under_way = 0;
        DhtLookup so_far;
        /// The nearest eight who answered, nearest first. Whom they name may be nobody at all: one
        /// liar could push everybody else out.
        std::vector<Contact> nearest;
    };

    using Key = std::pair<DhtId, bool>; ///< is_v6

    void take(SteadyTime now, std::vector<DhtFate> const& fates);
    void hear(DhtPacket const& packet, DhtFate const& fate);
    static void meet(Running& running, Contact const& contact);
    [[nodiscard]] static DhtLookup close(Running running, SteadyTime at);
    [[nodiscard]] std::vector<DhtLookup> close_silent(SteadyTime now);

    std::map<Key, Running> running_;
    SteadyTime next_sweep_{};
};

} // namespace shoal::health
