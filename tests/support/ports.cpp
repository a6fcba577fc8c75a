#include "tests/support/ports.hpp"

#include "core/base/check.hpp"
#include "core/base/file.hpp"

#include <arpa/inet.h>
#include <cstring>
#include <set>
#include <sys/socket.h>

namespace shoal::test {
namespace {

struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

Address parse(std::string const& text, std::uint16_t port) {
    Address address;
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        std::memcpy(&address.storage, &v4, address.size = sizeof v4);
    } else {
        SHOAL_CHECK(::inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1, "not an IP: {}", text);
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        std::memcpy(&address.storage, &v6, address.size = sizeof v6);
    }
    return address;
}

/// The port it got; 0 when the wish cannot be met.
std::uint16_t bind_to(Fd const& socket, Address address) {
    auto* const raw = reinterpret_cast<sockaddr*>(&address.storage);
    if (::bind(socket.get(), raw, address.size) != 0 ||
        ::getsockname(socket.get(), raw, &address.size) != 0)
        return 0;
    return address.storage.ss_family == AF_INET
               ? ntohs(reinterpret_cast<sockaddr_in*>(raw)->sin_port)
               : ntohs(reinterpret_cast<sockaddr_in6*>(raw)->sin6_port);
}

} // namespace

std::uint16_t free_port(std::string const& address) {
    static std::set<std::uint16_t> given;
    for (int attempt = 0; attempt < 100; ++attempt) {
        int const family = parse(address, 0).storage.ss_family;
        Fd const tcp{::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        Fd const udp{::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
        auto const port = bind_to(tcp, parse(address, 0));
        SHOAL_CHECK(port != 0, "no port to be had at {}: {}", address, std::strerror(errno));
        if (bind_to(udp, parse(address, port)) == port && given.insert(port).second)
            return port;
    }
    SHOAL_CHECK(false, "no port free for both TCP and UDP at {}", address);
    return 0;
}

} // namespace shoal::test
