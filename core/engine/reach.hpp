#pragma once

#include "core/engine/wire.hpp"

#include <deque>
#include <set>

namespace shoal::engine {

/// Whether others reach us, from what the wire tells. Pure. Engine thread.
class Reach {
public:
    /// Most events say nothing of it.
    void hear(WireEvent const& event, SteadyTime now);
    /// A node of the DHT answered us.
    void hear(health::DhtPacket const& answer);

    /// `asked_dht`: when a node of the DHT came to us at last.
    [[nodiscard]] api::ReachFigures view(SteadyTime now, std::optional<SteadyTime> asked_dht) const;

private:
    void note(PeerCame const& came, SteadyTime now);
    void note(ExternalAddress const& seen);
    void note(PortMapping const& mapping);
    [[nodiscard]] api::NatFigures nat() const;

    std::vector<std::string> external_; ///< as they came
    std::map<std::string, api::MappingView> mappings_;
    std::optional<SteadyTime> tcp_, utp_;
    std::map<std::string, std::int64_t> dials_;
    std::set<std::uint16_t> udp_ports_; ///< that we listen on

    struct Sight {
        health::DhtEndpoint node;
        std::uint16_t port = 0; ///< of ours, as it sees it
    };

    std::deque<Sight> sights_; ///< a node's last word, the newest last
};

} // namespace shoal::engine
