#include "ui-cli/tui/net/nat_text.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;

namespace {

std::string text_of(int nodes, int kept, int ports) {
    return nat_text({.nodes = nodes, .kept = kept, .ports = ports}, 6881).text;
}

} // namespace

TEST_CASE("nat: the same port for all is open, or mapped") {
    CHECK(text_of(9, 9, 1) == "port 6881 kept towards 9 of 9 nodes (open)");
    CHECK(text_of(9, 0, 1) == "port 6881 mapped to another, the same for all 9 nodes");
    CHECK(text_of(9, 7, 3) == "port 6881 kept towards 7 of 9 nodes");
}

TEST_CASE("nat: another port for every node is symmetric") {
    CHECK(text_of(9, 0, 9).starts_with("symmetric: 9 nodes see 9 different ports"));
    CHECK(nat_text({.nodes = 9, .kept = 1, .ports = 8}, 6881).role == term::Role::warn);
    CHECK(text_of(9, 1, 3) == "9 nodes see 3 different ports");
}

TEST_CASE("nat: few nodes, or no port, tell nothing") {
    CHECK(text_of(0, 0, 0) == "no node told yet where it sees us");
    CHECK(text_of(2, 2, 1).starts_with("too early: only 2 nodes"));
    CHECK(nat_text({.nodes = 9, .kept = 9, .ports = 1}, 0).role == term::Role::dim);
}

TEST_CASE("nat: the port is that of IPv4") {
    api::Snapshot snapshot;
    CHECK(listening_port(snapshot) == 0);
    snapshot.listening = {{"::", 7000}, {"0.0.0.0", 6881}};
    CHECK(listening_port(snapshot) == 6881);
}
