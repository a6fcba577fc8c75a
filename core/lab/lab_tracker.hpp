#pragma once

#include "core/net/http_server.hpp"

#include <set>

namespace shoal::lab {

/// The smallest tracker a swarm can live on: HTTP announces on loopback, one swarm, peers in
/// compact form (BEP 3, 23).
class LabTracker {
public:
    [[nodiscard]] static Result<std::unique_ptr<LabTracker>> start();
    [[nodiscard]] std::string announce_url() const;

private:
    LabTracker() = default;
    [[nodiscard]] net::HttpResponse answer(net::HttpRequest const& request);

    std::set<std::uint16_t> ports_;           ///< everyone is on 127.0.0.1; server's thread only
    std::unique_ptr<net::HttpServer> server_; ///< last: its thread uses the above
};

/// The answer to an announce: everybody in `ports` but the one who asks. Pure.
[[nodiscard]] std::string announce_reply(std::set<std::uint16_t> const& ports, std::uint16_t asker);

} // namespace shoal::lab
