#include "tests/support/tcp.hpp"

#include "core/base/check.hpp"
#include "tests/support/socket_address.hpp"

#include <array>
#include <cstring>
#include <sys/time.h>

namespace shoal::test {

Listener listen_at(std::string const& address) {
    SocketAddress where{address, 0};
    Listener listener{Fd{::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0)}, address, 0};
    SHOAL_CHECK(where.bind(listener.socket) && ::listen(listener.socket.get(), 16) == 0,
                "cannot listen at {}: {}", address, std::strerror(errno));
    listener.port = where.port();
    return listener;
}

Fd connect_to(std::string const& address, std::uint16_t port) {
    SocketAddress const where{address, port};
    Fd socket{::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
    timeval const limit{10, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    return where.connect(socket) ? std::move(socket) : Fd{};
}

std::string http_get(std::string const& address, std::uint16_t port, std::string const& target) {
    Fd const socket = connect_to(address, port);
    auto const request = fmt::format("GET {} HTTP/1.0\r\nHost: {}\r\n\r\n", target, address);
    std::string answer;
    if (socket.get() < 0 || ::send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL) < 0)
        return answer;
    std::array<char, 4096> part{};
    while (answer.size() < 1 << 20) {
        auto const count = ::recv(socket.get(), part.data(), part.size(), 0);
        if (count <= 0)
            break;
        answer.append(part.data(), static_cast<std::size_t>(count));
    }
    return answer;
}

} // namespace shoal::test
