#pragma once

#include "core/base/latency_meter.hpp"

#include <optional>
#include <string>
#include <vector>

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

/// One lookup of a check.
struct DhtStartView {
    std::string name; ///< of what it began with
    int nodes = 0;    ///< that it began with
    int asked = 0;
    int answered = 0;
};

/// Whether lookups of one random id find the same nodes wherever they begin.
struct DhtCheckView {
    bool is_running = false;
    double ago = 0; ///< seconds since it began
    std::vector<DhtStartView> starts;
    /// The share of the nearest nodes that two lookups have in common, the mean over all pairs;
    /// nothing while it runs, and when fewer than two were answered.
    std::optional<double> agreement;
};

/// Less speaks for being cut off, or surrounded.
inline constexpr double suspicious_agreement = 0.5;

} // namespace shoal::api
