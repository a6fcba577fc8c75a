#pragma once

#include "core/base/file.hpp"

#include <cstdint>
#include <string>
#include <sys/socket.h>

namespace shoal::test {

/// An IPv4 or IPv6 address and port as the kernel wants them.
class SocketAddress {
public:
    SocketAddress(std::string const& ip, std::uint16_t port);

    [[nodiscard]] int family() const { return storage_.ss_family; }

    [[nodiscard]] std::uint16_t port() const;
    /// Binds and takes over the port that the kernel chose; false with errno set.
    bool bind(Fd const& socket);
    bool connect(Fd const& socket) const;

private:
    sockaddr_storage storage_{};
    socklen_t size_ = 0;
};

} // namespace shoal::test
