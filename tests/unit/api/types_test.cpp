#include "core/api/types.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using api::Endpoint;

TEST_CASE("endpoint: names, IPv4 and bracketed IPv6 keep their text") {
    for (char const* text : {"tracker.example:6969", "127.0.0.1:1", "[2001:db8::1]:65535"}) {
        auto const endpoint = api::parse_endpoint(text);
        REQUIRE_MESSAGE(endpoint, text);
        CHECK(api::to_string(*endpoint) == text);
    }
}

TEST_CASE("endpoint: what is not HOST:PORT is refused") {
    for (char const* text : {"", "host", ":80", "host:", "host:0", "host:65536", "host:8o",
                             "::1:80", "h:-1", "[]:1", "[[a]]:1"})
        CHECK_MESSAGE(!api::parse_endpoint(text), text);
    CHECK(api::parse_endpoint("host:0", true));
}
