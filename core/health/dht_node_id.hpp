#pragma once

#include "core/health/dht_packet.hpp"

namespace shoal::health {

/// Whether a node's id is one of the few that its address may have (BEP 42), which keeps anybody
/// from choosing ids next to an info-hash. Nothing for addresses that anybody may choose: private
/// and local ones are exempt.
[[nodiscard]] std::optional<bool> fits_address(DhtId const& id, DhtEndpoint const& endpoint);

} // namespace shoal::health
