#include "core/engine/reach.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::engine;
using namespace std::chrono_literals;

namespace {

SteadyTime const start{1h};

} // namespace

TEST_CASE("reach: who came to us is told by how long ago") {
    Reach reach;
    CHECK(!reach.view(start, {}).dialled_tcp);
    reach.hear(PeerCame{.is_utp = false}, start);
    reach.hear(PeerCame{.is_utp = true}, start + 5s);
    auto const view = reach.view(start + 10s, start + 7s);
    CHECK(view.dialled_tcp == 10.0);
    CHECK(view.dialled_utp == 5.0);
    CHECK(view.asked_dht == 3.0);
}

TEST_CASE("reach: our dials are counted by what became of them") {
    Reach reach;
    reach.hear(PeerMet{.is_outgoing = true}, start);
    reach.hear(PeerMet{.is_outgoing = false}, start);
    reach.hear(DialFailed{DialEnd::refused}, start);
    reach.hear(DialFailed{DialEnd::timed_out}, start);
    reach.hear(DialFailed{DialEnd::timed_out}, start);
    reach.hear(DialFailed{}, start);
    auto const dials = reach.view(start, {}).dials;
    CHECK(dials.at("connected") == 1);
    CHECK(dials.at("refused") == 1);
    CHECK(dials.at("timed_out") == 2);
    CHECK(dials.at("other") == 1);
}

TEST_CASE("reach: a router's last answer holds, and keeps what the port is for") {
    Reach reach;
    reach.hear(PortMapping{"UPnP 0", {"UPnP", "tcp", 6881, {}}}, start);
    reach.hear(PortMapping{"UPnP 1", {"UPnP", "udp", 6881, {}}}, start);
    reach.hear(PortMapping{"UPnP 0", {"UPnP", {}, 0, "conflict"}}, start);
    auto const mappings = reach.view(start, {}).mappings;
    REQUIRE(mappings.size() == 2);
    CHECK(mappings[0].transport == "tcp");
    CHECK(mappings[0].external_port == 0);
    CHECK(mappings[0].error == "conflict");
    CHECK(mappings[1].external_port == 6881);
}

TEST_CASE("reach: of our addresses the latest are known, each once") {
    Reach reach;
    for (auto const* address : {"192.0.2.1", "192.0.2.2", "192.0.2.1"})
        reach.hear(ExternalAddress{address}, start);
    CHECK(reach.view(start, {}).external == std::vector<std::string>{"192.0.2.2", "192.0.2.1"});
    for (int i = 0; i < 100; ++i)
        reach.hear(ExternalAddress{"2001:db8::" + std::to_string(i)}, start);
    CHECK(reach.view(start, {}).external.size() == 8);
}

namespace {

/// What a node says of our port.
health::DhtPacket said(std::uint8_t node, std::uint16_t port) {
    health::DhtPacket packet;
    packet.kind = health::DhtKind::reply;
    packet.endpoint = {.address = {192, 0, 2, node}, .port = 6881};
    packet.us = health::DhtEndpoint{.address = {198, 51, 100, 1}, .port = port};
    return packet;
}

} // namespace

TEST_CASE("reach: nodes that see the port we listen on say that a NAT keeps it") {
    Reach reach;
    CHECK(reach.view(start, {}).nat.nodes == 0);
    reach.hear(Listening{"utp", {"0.0.0.0", 6881}}, start);
    reach.hear(said(1, 6881));
    reach.hear(said(2, 6881));
    reach.hear(said(3, 40'000));
    reach.hear(said(3, 40'001)); // its last word
    auto const nat = reach.view(start, {}).nat;
    CHECK(nat.nodes == 3);
    CHECK(nat.kept == 2);
    CHECK(nat.ports == 2);
}

TEST_CASE("reach: the newest 64 nodes are heard, and those that do not say so are not") {
    Reach reach;
    for (int node = 0; node < 200; ++node)
        reach.hear(said(static_cast<std::uint8_t>(node), static_cast<std::uint16_t>(1000 + node)));
    auto silent = said(250, 1);
    silent.us.reset();
    reach.hear(silent);
    CHECK(reach.view(start, {}).nat.nodes == 64);
    CHECK(reach.view(start, {}).nat.ports == 64);
}
