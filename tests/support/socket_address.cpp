#include "tests/support/socket_address.hpp"

#include "core/base/check.hpp"

#include <arpa/inet.h>
#include <cstring>

namespace shoal::test {

SocketAddress::SocketAddress(std::string const& ip, std::uint16_t port) {
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (::inet_pton(AF_INET, ip.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        std::memcpy(&storage_, &v4, size_ = sizeof v4);
        return;
    }
    SHOAL_CHECK(::inet_pton(AF_INET6, ip.c_str(), &v6.sin6_addr) == 1, "not an IP: {}", ip);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    std::memcpy(&storage_, &v6, size_ = sizeof v6);
}

std::uint16_t SocketAddress::port() const {
    return family() == AF_INET ? ntohs(reinterpret_cast<sockaddr_in const*>(&storage_)->sin_port)
                               : ntohs(reinterpret_cast<sockaddr_in6 const*>(&storage_)->sin6_port);
}

bool SocketAddress::bind(Fd const& socket) {
    auto* const raw = reinterpret_cast<sockaddr*>(&storage_);
    return ::bind(socket.get(), raw, size_) == 0 && ::getsockname(socket.get(), raw, &size_) == 0;
}

bool SocketAddress::connect(Fd const& socket) const {
    return ::connect(socket.get(), reinterpret_cast<sockaddr const*>(&storage_), size_) == 0;
}

} // namespace shoal::test
