#pragma once

#include "core/base/file.hpp"

#include <cstdint>
#include <string>

namespace shoal::test {

/// A TCP socket that listens at the address (IPv4 or IPv6) on a port given by the kernel, with
/// room for a few connections that nobody accepts.
struct Listener {
    Fd socket;
    std::string address;
    std::uint16_t port = 0;
};

[[nodiscard]] Listener listen_at(std::string const& address);

/// A connected socket with time limits of 10 s for each read and write; -1 inside when refused.
[[nodiscard]] Fd connect_to(std::string const& address, std::uint16_t port);

/// The answer to an HTTP/1.0 GET, status line and all; empty when there is none.
[[nodiscard]] std::string http_get(std::string const& address, std::uint16_t port,
                                   std::string const& target);

} // namespace shoal::test
