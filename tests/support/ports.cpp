#include "tests/support/ports.hpp"

#include "core/base/check.hpp"
#include "tests/support/socket_address.hpp"

#include <cstring>
#include <set>

namespace shoal::test {

std::uint16_t free_port(std::string const& address) {
    static std::set<std::uint16_t> given;
    for (int attempt = 0; attempt < 100; ++attempt) {
        SocketAddress any{address, 0};
        Fd const tcp{::socket(any.family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
        Fd const udp{::socket(any.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0)};
        SHOAL_CHECK(any.bind(tcp), "no port to be had at {}: {}", address, std::strerror(errno));
        if (SocketAddress same{address, any.port()};
            same.bind(udp) && given.insert(any.port()).second)
            return any.port();
    }
    SHOAL_CHECK(false, "no port free for both TCP and UDP at {}", address);
    return 0;
}

} // namespace shoal::test
