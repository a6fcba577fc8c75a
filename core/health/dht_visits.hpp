#pragma once

#include "core/health/dht_packet.hpp"

#include <deque>
#include <map>

namespace shoal::health {

/// Nodes that came to us of their own accord: whom we asked of late, a router lets answer and ask
/// back, so that says nothing of who can reach us. While we ask more than we can remember, nobody
/// is taken for a visitor.
class DhtVisits {
public:
    static constexpr auto door_open = std::chrono::minutes{5}; ///< of a router, for who was asked
    static constexpr std::size_t most = 8192;                  ///< asked, remembered

    void observe(DhtPacket const& packet);

    /// The latest.
    [[nodiscard]] std::optional<SteadyTime> last() const { return last_; }

private:
    void forget(SteadyTime now);

    std::map<DhtEndpoint, SteadyTime> asked_;
    std::deque<std::pair<SteadyTime, DhtEndpoint>> in_order_;
    SteadyTime unknown_until_{}; ///< until then somebody we forgot may come by the open door
    std::optional<SteadyTime> last_;
};

} // namespace shoal::health
