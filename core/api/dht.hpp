#pragma once

#include "core/base/latency_meter.hpp"

#include <optional>
#include <string>

namespace shoal::api {

/// What the DHT's nodes answer us: of one torrent's lookups, or of all that the session asks.
/// Shares are 0–1, times seconds. How each is defined: core/DESIGN.md.
struct DhtView {
    bool enabled = false;
    std::int64_t nodes = 0;    ///< in our routing tables
    std::int64_t asked = 0;    ///< of the newest 500 queries: those whose fate is known
    std::int64_t timeouts = 0; ///< of these
    Histogram replies;         ///< how long the answered ones took
    std::optional<double> reply_p50, reply_p95;
    std::int64_t lookups = 0;        ///< that ended within an hour
    std::int64_t lookups_failed = 0; ///< of these: nobody answered
    std::optional<double> lookup_p50, lookup_p95;
    std::optional<double>
        fitting_ids; ///< of those who answered: their id fits their address (BEP 42)
    std::optional<double> network_size; ///< nodes, from how dense the closest are
    std::string eclipse; ///< why somebody seems to surround an info-hash; empty: nobody does
};

} // namespace shoal::api
