#pragma once

#include "core/control/metrics_source.hpp"

namespace shoal::control {

/// GET /metrics over TCP, for a Prometheus that cannot read a Unix socket; nothing else is there.
/// Nobody is asked who he is, so that `listen` must be a loopback address, and a request must name
/// an address or localhost as its host: web pages that a browser here shows are to see nothing
/// (DNS rebinding). `source` outlives the server.
[[nodiscard]] Result<std::unique_ptr<net::HttpServer>> serve_metrics(api::Endpoint const& listen,
                                                                     MetricsSource const& source);

} // namespace shoal::control
