#pragma once

#include "core/api/limits.hpp"
#include "core/api/swarm.hpp"

#include <libtorrent/settings_pack.hpp>

namespace shoal::engine {

/// Our options as libtorrent's settings, with the defaults that are right for shoal and safe
/// on 2.0.8.
[[nodiscard]] Result<lt::settings_pack> to_settings(api::SwarmOptions const& options);

/// Of the whole session; what is buffered for each peer follows from the upload limit.
void set_rates(lt::settings_pack& pack, api::RateLimits const& limits);

/// True when every listen address is loopback: a swarm on one machine, where the protections of the
/// open DHT (one node an address or /24) and of peer lists (one peer an address) would only shut it
/// down.
[[nodiscard]] bool is_loopback_swarm(api::SwarmOptions const& options);

/// Through which it enters the DHT: names or addresses.
[[nodiscard]] std::vector<api::Endpoint> bootstrap_nodes(api::SwarmOptions const& options);

} // namespace shoal::engine
