#pragma once

#include "core/health/dht_replies.hpp"

namespace shoal::health {

/// How our own announces fared (BEP 5): a lookup ends with announce_peer to the nearest nodes, and
/// who kept it says so. Of each target the newest round; IPv4's and IPv6's together.
class DhtAnnounces {
public:
    /// Queries of one round follow each other within this time.
    static constexpr auto round = std::chrono::seconds{60};
    static constexpr auto memory = std::chrono::hours{1};

    struct Round {
        SteadyTime began{};
        SteadyTime last{}; ///< query
        int told = 0;
        int stored = 0;
    };

    /// `fates`: of the same packet.
    void observe(DhtPacket const& packet, std::vector<DhtFate> const& fates);

    void forget(DhtId const& target) { rounds_.erase(target); }

    void expire(SteadyTime now);

    [[nodiscard]] std::optional<Round> of(DhtId const& target) const;

private:
    std::map<DhtId, Round> rounds_;
};

} // namespace shoal::health
