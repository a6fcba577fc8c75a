#include "core/health/replication.hpp"
#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::health;
using test::PaperSwarm;

namespace {

void gain(PeerSample& peer, std::size_t piece) {
    auto pieces = *peer.pieces;
    pieces.set(piece);
    peer.pieces = std::make_shared<PieceSet const>(std::move(pieces));
}

} // namespace

TEST_CASE("replication: from a piece's first copy to its 2nd, 4th and 8th, whatever the piece") {
    PaperSwarm swarm;
    for (int i = 0; i < 9; ++i)
        swarm.leech(0);
    swarm.seed();
    Replication replication;
    replication.observe(swarm.now);
    for (std::size_t second = 0; second < 200; ++second) { // peer p gets piece n at 10 p + 2 n
        for (std::size_t peer = 0; peer < 9; ++peer)
            for (std::size_t piece = 0; piece < 20; ++piece)
                if (second == 10 * peer + 2 * piece)
                    gain(swarm.now.peers[peer], piece);
        replication.observe(swarm.now);
        swarm.pass(1s);
    }
    auto const view = replication.view();
    CHECK(view.pieces == 20);
    CHECK(view.to_2 == doctest::Approx(10));
    CHECK(view.to_4 == doctest::Approx(30));
    CHECK(view.to_8 == doctest::Approx(70));
}

TEST_CASE("replication: pieces that leeches had before we looked tell no time") {
    PaperSwarm swarm;
    swarm.leech(10);
    swarm.leech(0);
    Replication replication;
    replication.observe(swarm.now);
    swarm.pass(10s);
    gain(swarm.now.peers[1], 3);
    replication.observe(swarm.now);
    CHECK(replication.view().pieces == 0);
    CHECK_FALSE(replication.view().to_2);
}

TEST_CASE("replication: who comes with a piece is a copy, but who was complete is none") {
    PaperSwarm swarm;
    swarm.leech(0);
    swarm.leech(0);
    swarm.seed();
    Replication replication;
    replication.observe(swarm.now);
    swarm.pass(10s);
    gain(swarm.now.peers[0], 5);
    replication.observe(swarm.now);
    swarm.pass(10s);
    swarm.leech({5});
    replication.observe(swarm.now);
    swarm.pass(10s);
    swarm.leech(64);
    gain(swarm.now.peers[1], 5);
    replication.observe(swarm.now);
    auto const view = replication.view();
    CHECK(view.pieces == 1);
    CHECK_FALSE(view.to_2); // the second came by itself
    CHECK_FALSE(view.to_4); // three by now
}
