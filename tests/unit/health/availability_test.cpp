#include "core/health/availability.hpp"
#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace shoal;
using namespace shoal::health;
using test::PaperSwarm;

TEST_CASE("availability: copies are counted from what each peer said, and from ours") {
    PaperSwarm swarm{4};
    swarm.seed();
    swarm.leech({0, 1});
    swarm.leech({1, 2});
    swarm.now.us.have.set(0);
    auto const seen = availability(swarm.now);
    CHECK(seen.copies(0) == 3);
    CHECK(seen.copies(1) == 3);
    CHECK(seen.copies(2) == 2);
    CHECK(seen.copies(3) == 1);
    CHECK(seen.others(0) == 2);
    CHECK(seen.min == 1);
    CHECK(seen.distributed == doctest::Approx(1.75));
    CHECK(seen.histogram(2) == std::vector<std::int64_t>{0, 1, 3});
}

TEST_CASE("availability: the rarest pieces come with their holders") {
    PaperSwarm swarm{4};
    swarm.leech({0, 1, 2});
    swarm.leech({1, 2, 3});
    auto const seen = availability(swarm.now);
    CHECK(seen.rarest == std::vector<std::uint32_t>{0, 3});
    CHECK(seen.rarest_holders == std::vector<std::size_t>{0, 1});
    REQUIRE(seen.sole_holders.size() == 2);
    CHECK(seen.sole_holders[0].pieces == 1);
    CHECK(seen.self_sustaining);
    CHECK(seen.without_us);
}

TEST_CASE("availability: a peer in the handshake is unknown, not empty") {
    PaperSwarm swarm{4};
    swarm.peer();
    swarm.seed();
    auto const seen = availability(swarm.now);
    CHECK(seen.known == 1);
    CHECK(seen.min == 1);
}

TEST_CASE("availability: a full bitfield is a seed as good as HAVE_ALL") {
    PaperSwarm swarm{4};
    swarm.leech(4);
    auto const seen = availability(swarm.now);
    CHECK(seen.seeds == 1);
    CHECK_FALSE(seen.self_sustaining);
}

TEST_CASE("availability: as a seed we see that the others need us") {
    PaperSwarm swarm{4};
    swarm.now.us.have = PieceSet::full(4);
    swarm.leech({0, 1});
    auto const seen = availability(swarm.now);
    CHECK(seen.min == 1);
    CHECK(seen.only_ours == 2);
    CHECK_FALSE(seen.without_us);
    CHECK(seen.sole_holders.empty());
}

TEST_CASE("availability: a seed and a leech beside it see the same copies") {
    PaperSwarm as_leech{8};
    as_leech.seed();
    as_leech.leech({1, 2, 3});
    as_leech.now.us.have.set(5);
    PaperSwarm as_seed{8};
    as_seed.leech({1, 2, 3});
    as_seed.leech({5});
    as_seed.now.us.have = PieceSet::full(8);
    CHECK(availability(as_leech.now).histogram(8) == availability(as_seed.now).histogram(8));
}

TEST_CASE("availability: without metadata nothing is claimed") {
    PaperSwarm swarm{0};
    swarm.now.us.has_metadata = false;
    swarm.seed();
    auto const seen = availability(swarm.now);
    CHECK(seen.pieces == 0);
    CHECK(seen.known == 1);
}

TEST_CASE("availability: another peer never lowers it, whatever it has") {
    std::mt19937 random{7};
    for (int round = 0; round < 200; ++round) {
        PaperSwarm swarm{40};
        for (int i = 0; i < 6; ++i) {
            auto const before = availability(swarm.now);
            swarm.leech(random() % 40, random() % 40);
            auto const after = availability(swarm.now);
            CHECK(after.min >= before.min);
            CHECK(after.distributed >= before.distributed);
        }
    }
}

namespace {

/// A seed, and a leech that lacks a piece, until it has that too and hangs up as seeds do.
PaperSwarm finished(Monitor& monitor) {
    PaperSwarm swarm;
    auto& us = swarm.now.us;
    us.have = PieceSet::full(64);
    us.done = us.wanted;
    us.state = api::TorrentState::complete;
    swarm.leech(63);
    swarm.look(monitor, 60s);
    CHECK(monitor.health().copies.only_ours == 1);
    swarm.now.left.push_back({swarm.now.peers.front().name, LeaveReason::redundant, true});
    swarm.now.peers.clear();
    swarm.look(monitor, 60s);
    return swarm;
}

} // namespace

TEST_CASE("copies: a leech that finished and hung up on a seed is a copy still") {
    Monitor monitor;
    auto swarm = finished(monitor);
    auto const copies = monitor.health().copies;
    CHECK(copies.only_ours == 0);
    CHECK(copies.min == 2);
    CHECK(copies.seeds == 0); // that are connected
    CHECK(copies.without_us);
    swarm.pass(24h);
    swarm.look(monitor);
    CHECK(monitor.health().copies.only_ours == 64); // by now it has probably gone
}

TEST_CASE("copies: one that comes back is not counted twice, nor one that left unfinished at all") {
    Monitor monitor;
    auto swarm = finished(monitor);
    swarm.now.peers.push_back({.number = 9, .name = {{"10.0.0.2", 6881}}, .is_seed = true});
    swarm.look(monitor, 10s);
    CHECK(monitor.health().copies.min == 2);
    swarm.now.left.push_back({swarm.now.peers.front().name, LeaveReason::closed, false});
    swarm.now.peers.clear();
    swarm.look(monitor, 10s);
    CHECK(monitor.health().copies.min == 1);
}
