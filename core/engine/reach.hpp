#pragma once

#include "core/engine/wire.hpp"

#include <set>

namespace shoal::engine {

/// Whether others reach us, from what the wire tells. Pure. Engine thread.
class Reach {
public:
    /// Most events say nothing of it.
    void hear(WireEvent const& event, SteadyTime now);

    /// `asked_dht`: when a node of the DHT came to us at last.
    [[nodiscard]] api::ReachFigures view(SteadyTime now, std::optional<SteadyTime> asked_dht) const;

private:
    void note(PeerCame const& came, SteadyTime now);
    void note(ExternalAddress const& seen);
    void note(PortMapping const& mapping);

    std::vector<std::string> external_; ///< as they came
    std::map<std::string, api::MappingView> mappings_;
    std::optional<SteadyTime> tcp_, utp_;
    std::map<std::string, std::int64_t> dials_;
};

} // namespace shoal::engine
