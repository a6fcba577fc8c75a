#include "core/net/free_port.hpp"
#include "tests/support/ports.hpp"
#include "tests/support/socket_address.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::test;

TEST_CASE("free port: one that somebody has for TCP or UDP is not, and is named") {
    auto const port = free_port("127.0.0.1");
    api::Endpoint const place{"127.0.0.1", port};
    CHECK(net::check_free(place));
    for (int const type : {SOCK_STREAM, SOCK_DGRAM}) {
        SocketAddress at{"127.0.0.1", port};
        Fd const socket{::socket(at.family(), type | SOCK_CLOEXEC, 0)};
        REQUIRE(at.bind(socket));
        if (type == SOCK_STREAM)
            REQUIRE(::listen(socket.get(), 1) == 0);
        auto const taken = net::check_free(place);
        REQUIRE(!taken);
        CHECK(taken.error().code == Errc::conflict);
        CHECK(taken.error().where == api::to_string(place));
    }
    CHECK(net::check_free(place));
}

TEST_CASE("free port: any port, and what is no address, is for others to judge") {
    CHECK(net::check_free({"127.0.0.1", 0}));
    CHECK(net::check_free({"nowhere", 1}));
    CHECK(net::check_free({"192.0.2.1", 5000})); // not an address of ours
}
