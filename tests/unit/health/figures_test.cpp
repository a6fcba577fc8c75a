// Throughput, reciprocity and discovery.

#include "core/health/discovery.hpp"
#include "core/health/gossip.hpp"
#include "core/health/reciprocity.hpp"
#include "core/health/throughput.hpp"
#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::health;
using test::PaperSwarm;

namespace {

void gain(PeerSample& peer, std::size_t from, std::size_t count) {
    auto pieces = *peer.pieces;
    for (std::size_t i = 0; i < count; ++i)
        pieces.set(from + i);
    peer.pieces = std::make_shared<PieceSet const>(std::move(pieces));
}

/// Each of the peers is served, and gives `back` bytes for each that it gets.
api::ReciprocityView after_serving(double back, std::chrono::seconds time) {
    PaperSwarm swarm;
    auto& peer = swarm.leech(10);
    peer.it_wants = peer.we_want = true;
    peer.we_choke = false;
    Reciprocity reciprocity;
    reciprocity.observe(swarm.now);
    for (; time > 0s; time -= 10s) {
        swarm.pass(10s);
        peer.uploaded += 100'000;
        peer.downloaded = static_cast<std::int64_t>(static_cast<double>(peer.uploaded) * back);
        reciprocity.observe(swarm.now);
    }
    return reciprocity.view(swarm.now);
}

} // namespace

TEST_CASE("throughput: the swarm's rate is what the leeches come to have") {
    PaperSwarm swarm{1000};
    swarm.seed();
    swarm.leech(0);
    swarm.leech(0);
    Throughput throughput;
    throughput.observe(swarm.now);
    for (std::size_t second = 0; second < 300; ++second) {
        swarm.pass(1s);
        gain(swarm.now.peers[1], second, 1);
        gain(swarm.now.peers[2], second * 2, 2);
        throughput.observe(swarm.now);
    }
    auto const view = throughput.view(swarm.now);
    CHECK(static_cast<double>(view.swarm_rate) == doctest::Approx(3.0 * 256 * 1024).epsilon(0.05));
    CHECK(throughput.leeches(swarm.now) == 3); // ourselves too
    REQUIRE(view.slowest_finish);
    CHECK(*view.slowest_finish == doctest::Approx(700).epsilon(0.05));
}

TEST_CASE("throughput: our share is of both together") {
    PaperSwarm swarm;
    swarm.leech(0);
    swarm.now.us.down_rate = 256 * 1024;
    Throughput throughput;
    throughput.observe(swarm.now);
    for (std::size_t i = 0; i < 60; ++i) {
        swarm.pass(1s);
        gain(swarm.now.peers[0], i, 1);
        throughput.observe(swarm.now);
    }
    CHECK(throughput.view(swarm.now).our_share == doctest::Approx(0.5).epsilon(0.05));
}

TEST_CASE("throughput: pieces that nobody had come from a source that hides") {
    PaperSwarm swarm;
    swarm.leech(0); // a super-seed shows nothing at first
    swarm.leech({1, 2});
    Throughput throughput;
    throughput.observe(swarm.now);
    swarm.pass(10s);
    gain(swarm.now.peers[0], 1, 2); // somebody else has them
    throughput.observe(swarm.now);
    CHECK_FALSE(throughput.view(swarm.now).has_hidden_source);
    gain(swarm.now.peers[0], 3, 1);
    throughput.observe(swarm.now);
    CHECK(throughput.view(swarm.now).has_hidden_source);
    swarm.pass(11min);
    throughput.observe(swarm.now);
    CHECK_FALSE(throughput.view(swarm.now).has_hidden_source);
}

TEST_CASE("throughput: with a seed in sight, no source hides") {
    PaperSwarm swarm;
    swarm.seed();
    swarm.leech(0);
    Throughput throughput;
    throughput.observe(swarm.now);
    gain(swarm.now.peers[1], 3, 1);
    throughput.observe(swarm.now);
    CHECK_FALSE(throughput.view(swarm.now).has_hidden_source);
}

TEST_CASE("throughput: a bitfield that arrives is not progress") {
    PaperSwarm swarm;
    swarm.peer();
    Throughput throughput;
    throughput.observe(swarm.now);
    swarm.pass(10s);
    swarm.now.peers[0].pieces = std::make_shared<PieceSet const>(PieceSet{64});
    gain(swarm.now.peers[0], 0, 30);
    throughput.observe(swarm.now);
    CHECK(throughput.view(swarm.now).swarm_rate == 0);
}

TEST_CASE("reciprocity: who takes for minutes and gives nothing rides free") {
    CHECK(after_serving(0, 180s).free_riders == 1);
    CHECK(after_serving(0.3, 180s).free_riders == 0);
}

TEST_CASE("reciprocity: nobody is judged before it had the chance") {
    auto const view = after_serving(0, 60s);
    CHECK(view.judged == 0);
    CHECK(view.free_riders == 0);
}

TEST_CASE("reciprocity: the index is the lesser over the greater") {
    CHECK(after_serving(0.25, 60s).peers.at(0).index == doctest::Approx(0.25));
    CHECK(after_serving(4, 60s).peers.at(0).index == doctest::Approx(0.25));
}

TEST_CASE("reciprocity: choke history is kept in steps of ten seconds") {
    CHECK(after_serving(0, 50s).peers.at(0).history == ">>>>>>");
}

TEST_CASE("reciprocity: a seed has nothing to take, so it does not apply") {
    PaperSwarm swarm;
    swarm.now.us.done = swarm.now.us.wanted;
    swarm.now.us.have = PieceSet::full(64);
    Reciprocity reciprocity;
    reciprocity.observe(swarm.now);
    CHECK_FALSE(reciprocity.view(swarm.now).applies);
}

TEST_CASE("reciprocity: Jain's index runs from one giver to all alike") {
    CHECK(jain({1, 1, 1, 1}) == doctest::Approx(1));
    CHECK(jain({1, 0, 0, 0}) == doctest::Approx(0.25));
    CHECK(jain({3, 1}) == doctest::Approx(16.0 / 20));
    CHECK(jain({}) == 0);
}

TEST_CASE("reciprocity: Wilson's interval, against the published example") {
    // 15 of 30: 0.331 to 0.669 (Newcombe 1998).
    auto const half = wilson(15, 30);
    CHECK(half.low == doctest::Approx(0.331).epsilon(0.01));
    CHECK(half.high == doctest::Approx(0.669).epsilon(0.01));
    CHECK(wilson(0, 0).high == 1);
    CHECK(wilson(0, 10).low == doctest::Approx(0));
}

TEST_CASE("discovery: each source has its peers and what they gave") {
    PaperSwarm swarm;
    swarm.leech(1).downloaded = 1000;
    swarm.leech(1).origins = from_dht | from_tracker;
    swarm.now.peers.back().downloaded = 500;
    Discovery discovery;
    discovery.observe(swarm.now);
    swarm.now.peers.pop_back(); // what it gave stays counted
    discovery.observe(swarm.now);
    auto const sources = discovery.view(swarm.now).sources;
    REQUIRE(sources.size() == 2);
    CHECK(sources[0].name == "tracker");
    CHECK(sources[0].peers == 2);
    CHECK(sources[0].bytes == 1500);
    CHECK(sources[1].name == "dht");
    CHECK(sources[1].bytes == 500);
}

TEST_CASE("discovery: two sources that never name the same peers for ten minutes are apart") {
    PaperSwarm swarm;
    for (int i = 0; i < 8; ++i) {
        swarm.leech(1);
        swarm.leech(1).origins = from_dht;
    }
    Discovery discovery;
    discovery.observe(swarm.now);
    swarm.pass(9min);
    discovery.observe(swarm.now);
    CHECK(discovery.view(swarm.now).partition.empty());
    swarm.pass(2min);
    discovery.observe(swarm.now);
    auto const view = discovery.view(swarm.now);
    CHECK_FALSE(view.partition.empty());
    REQUIRE(view.overlaps.size() == 1);
    CHECK(view.overlaps[0].share == 0);
}

TEST_CASE("discovery: sources that share peers, or have few, are not apart") {
    for (bool const few : {true, false}) {
        PaperSwarm swarm;
        for (int i = 0; i < (few ? 7 : 16); ++i) {
            swarm.leech(1).origins = few ? from_tracker : from_tracker | from_dht;
            swarm.leech(1).origins = from_dht;
        }
        Discovery discovery;
        discovery.observe(swarm.now);
        swarm.pass(20min);
        discovery.observe(swarm.now);
        CHECK(discovery.view(swarm.now).partition.empty());
    }
}

TEST_CASE("discovery: a routing table that halves while data flows is suspicious") {
    PaperSwarm swarm;
    Discovery discovery;
    swarm.now.dht.nodes = 200;
    discovery.observe(swarm.now);
    swarm.pass(2min);
    swarm.now.dht.nodes = 90;
    discovery.observe(swarm.now);
    CHECK(discovery.view(swarm.now).partition.empty()); // we may simply be offline
    swarm.pass(1min);
    swarm.now.us.downloaded = 1;
    discovery.observe(swarm.now);
    CHECK_FALSE(discovery.view(swarm.now).partition.empty());
}

namespace {

/// Peers `first` to `last` (from 1), where each names all the others.
void tie(PaperSwarm& swarm, std::uint16_t first, std::uint16_t last) {
    std::set<api::Endpoint> all;
    for (auto i = first; i <= last; ++i)
        all.insert({"10.0.0.1", i});
    for (auto i = first; i <= last; ++i) {
        auto& peer = swarm.leech(3);
        peer.listens = {"10.0.0.1", i};
        auto others = all;
        others.erase(peer.listens);
        peer.named = std::make_shared<std::set<api::Endpoint> const>(std::move(others));
    }
}

} // namespace

TEST_CASE("discovery: what PEX ties together is one group, who said nothing is in none") {
    PaperSwarm swarm;
    tie(swarm, 1, 5);
    tie(swarm, 11, 14);
    swarm.leech(3);
    CHECK(pex_groups(swarm.now) == std::vector{5, 4});
    auto& bridge = swarm.leech(3); // one that knows of both, and does not say where it listens
    bridge.named = std::make_shared<std::set<api::Endpoint> const>(
        std::set<api::Endpoint>{{"10.0.0.1", 2}, {"10.0.0.1", 12}});
    CHECK(pex_groups(swarm.now) == std::vector{10});
}

TEST_CASE("discovery: two PEX groups that never meet are a partition after ten minutes") {
    PaperSwarm swarm;
    tie(swarm, 1, 6);
    tie(swarm, 11, 14);
    Discovery discovery;
    for (int second = 0; second <= 590; second += 10) {
        discovery.observe(swarm.now);
        swarm.pass(10s);
    }
    CHECK(discovery.view(swarm.now).partition.empty());
    discovery.observe(swarm.now);
    auto const view = discovery.view(swarm.now);
    CHECK(view.pex_groups == std::vector{6, 4});
    CHECK(view.partition == "6 peers and 4 others name nobody in common by PEX, for 10 min");
    swarm.now.peers.resize(9); // one of the four goes
    discovery.observe(swarm.now);
    CHECK(discovery.view(swarm.now).partition.empty());
}

TEST_CASE("reciprocity: who served whom reaches back eight minutes") {
    PaperSwarm swarm;
    swarm.seed();
    Monitor monitor;
    swarm.look(monitor, 600s);
    CHECK(monitor.health().reciprocity.peers.front().history.size() >= 48);
}
