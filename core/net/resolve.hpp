#pragma once

#include "core/base/clock.hpp"
#include "core/base/result.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <stop_token>
#include <vector>

namespace shoal::net {

/// The addresses of a host, as getaddrinfo(3) orders them. Returns at the deadline or a stop even
/// while the name servers stay silent; the lookup then ends on its own, unseen.
/// not_found: no such host. unavailable: deadline, stop, or no name server.
[[nodiscard]] Result<std::vector<boost::asio::ip::tcp::endpoint>>
resolve(std::string const& host, std::uint16_t port, SteadyTime deadline, std::stop_token stop);

} // namespace shoal::net
