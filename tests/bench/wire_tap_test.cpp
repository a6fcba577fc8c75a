#include "tests/bench/wire_tap.hpp"
#include "tests/support/netns.hpp"
#include "tests/support/poll.hpp"
#include "tests/support/socket_address.hpp"
#include "tests/support/tcp.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace std::chrono_literals;

namespace {

/// From `address(from)`.
Fd connect(int from, std::uint16_t port, int to, int type = SOCK_STREAM) {
    Fd socket{::socket(AF_INET, type | SOCK_CLOEXEC, 0)};
    test::SocketAddress source{test::address(from), 0};
    REQUIRE(source.bind(socket));
    REQUIRE(test::SocketAddress{test::address(to), port}.connect(socket));
    return socket;
}

void send(Fd const& socket, std::size_t bytes) {
    std::string const data(bytes, 'x');
    REQUIRE(::send(socket.get(), data.data(), data.size(), 0) == static_cast<ssize_t>(bytes));
}

bool await_sent(bench::WireTap& tap, int n, std::int64_t bytes) {
    return test::poll_until(5s, [&] {
        tap.look();
        return tap.sent(n) >= bytes;
    });
}

} // namespace

TEST_CASE("wire tap: payload counts once for who sends and once for who receives, no headers") {
    bench::WireTap tap;
    auto const listener = test::listen_at(test::address(1));
    auto const socket = connect(2, listener.port, 1);
    send(socket, 5000);
    CHECK(await_sent(tap, 2, 5000));
    CHECK(tap.sent(2) == 5000);
    CHECK(tap.received(1) == 5000);
    CHECK(tap.sent(1) == 0);
    CHECK(tap.received(2) == 0);
    CHECK(!tap.has_missed());
}

TEST_CASE("wire tap: what went by before it was there, and what is no TCP, does not count") {
    auto const listener = test::listen_at(test::address(3));
    auto const socket = connect(4, listener.port, 3);
    send(socket, 1000);
    bench::WireTap tap;
    send(connect(4, listener.port, 3, SOCK_DGRAM), 500);
    send(socket, 7);
    CHECK(await_sent(tap, 4, 7));
    CHECK(tap.sent(4) == 7);
}

TEST_CASE("wire tap: more packets between two looks than the ring holds are noticed") {
    bench::WireTap tap;
    test::SocketAddress target{test::address(5), 0};
    Fd const sink{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    REQUIRE(target.bind(sink));
    auto const socket = connect(6, target.port(), 5, SOCK_DGRAM);
    for (int i = 0; i < 40'000; ++i)
        (void)::send(socket.get(), "x", 1, 0);
    CHECK(tap.has_missed());
}
