#include "core/health/news.hpp"
#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::health;
using test::PaperSwarm;

namespace {

/// Looks every ten seconds, and keeps what there was to tell.
struct Reader {
    void look(PaperSwarm& swarm, std::chrono::seconds time = 10s) {
        for (; time > 0s; time -= 10s) {
            swarm.pass(10s);
            monitor.observe(swarm.now);
            for (auto const& remark : {news.saw(swarm.now), news.counted(monitor.health().copies)})
                if (remark) {
                    kinds.push_back(remark->kind);
                    told.push_back(remark->where.empty() ? remark->text
                                                         : remark->where + " " + remark->text);
                }
        }
    }

    Monitor monitor;
    News news;
    std::vector<std::string> told;
    std::vector<api::EventKind> kinds; ///< of each
};

using Told = std::vector<std::string>;

} // namespace

TEST_CASE("news: the seed that leaves so that one copy is left is named, and who has that") {
    PaperSwarm swarm;
    swarm.seed();
    swarm.seed();
    Reader reader;
    reader.look(swarm, 60s);
    CHECK(reader.told.empty()); // that they were met is no news
    swarm.now.peers.pop_back();
    reader.look(swarm);
    CHECK(reader.told == Told{"seed 10.0.0.3:6881 left; minimum availability 2 → 1; only "
                              "10.0.0.2:6881 has 64 pieces"});
    swarm.now.peers.pop_back();
    reader.look(swarm, 20s);
    CHECK(reader.told.size() == 1); // not yet: a line in 30 s
    reader.look(swarm, 30s);
    REQUIRE(reader.told.size() == 2);
    CHECK(reader.told[1] == "seed 10.0.0.2:6881 left; minimum availability 1 → 0");
    reader.look(swarm, 30s);
    swarm.seed();
    reader.look(swarm);
    REQUIRE(reader.told.size() == 3);
    CHECK(reader.told[2].starts_with("seed 10.0.0.4:6881 came; minimum availability 0 → 1"));
    using api::EventKind;
    CHECK(reader.kinds == std::vector{EventKind::swarm, EventKind::swarm, EventKind::recovery});
}

TEST_CASE("news: what nobody else has and we have is ours to keep") {
    PaperSwarm swarm;
    swarm.now.us.have = PieceSet::full(64);
    swarm.now.us.state = api::TorrentState::complete;
    swarm.seed();
    Reader reader;
    reader.look(swarm, 60s);
    swarm.now.peers.clear();
    reader.look(swarm);
    CHECK(reader.told ==
          Told{"seed 10.0.0.2:6881 left; minimum availability 2 → 1; only we have 64 pieces"});
}

TEST_CASE("news: a seed that comes and goes all day is told once in ten minutes") {
    PaperSwarm swarm;
    swarm.now.us.have = PieceSet::full(64);
    Reader reader;
    swarm.seed();
    reader.look(swarm, 60s);
    for (int minute = 0; minute < 60; ++minute) {
        swarm.now.peers.clear();
        reader.look(swarm, 30s);
        swarm.seed();
        reader.look(swarm, 30s);
    }
    CHECK(reader.told.size() <= 14);
    CHECK(reader.told.size() >= 6);
}

TEST_CASE("news: that a seed finds company is none") {
    PaperSwarm swarm;
    swarm.now.us.have = PieceSet::full(64);
    Reader reader;
    reader.look(swarm, 60s);
    swarm.seed();
    reader.look(swarm, 60s);
    CHECK(reader.told.empty());
}

TEST_CASE("news: many copies that become fewer, and a pause, are none") {
    PaperSwarm swarm;
    for (int i = 0; i < 5; ++i)
        swarm.seed();
    Reader reader;
    reader.look(swarm, 60s);
    swarm.now.peers.resize(3);
    reader.look(swarm, 60s);
    swarm.now.us.state = api::TorrentState::paused;
    swarm.now.peers.clear();
    reader.look(swarm, 60s);
    CHECK(reader.told.empty());
}

TEST_CASE("news: that seeds part from us as we complete is none") {
    PaperSwarm swarm;
    swarm.seed();
    swarm.seed();
    Reader reader;
    reader.look(swarm, 60s);
    swarm.now.us.have = PieceSet::full(64);
    swarm.now.us.state = api::TorrentState::complete;
    swarm.now.peers.clear();
    reader.look(swarm, 120s);
    CHECK(reader.told.empty());
}

TEST_CASE("news: who chokes us after it gave much is told, with how much") {
    PaperSwarm swarm;
    swarm.seed();
    swarm.seed();
    auto& seed = swarm.now.peers.front();
    seed.we_want = true;
    seed.it_chokes = false;
    seed.downloaded = 7 << 20; // before we looked
    Reader reader;
    reader.look(swarm, 60s);
    auto& giver = swarm.now.peers.front();
    giver.downloaded = 103 << 20;
    giver.it_chokes = true;
    reader.look(swarm);
    CHECK(reader.told == Told{"10.0.0.2:6881 choked us after sending 96 MiB"});
    reader.look(swarm, 60s);
    CHECK(reader.told.size() == 1);
}

TEST_CASE("news: who gave little, for a moment, or what we no longer want, may choke us") {
    for (int i = 0; i < 3; ++i) {
        PaperSwarm swarm;
        swarm.seed();
        swarm.seed();
        auto& peer = swarm.now.peers.front();
        peer.we_want = true;
        peer.it_chokes = false;
        Reader reader;
        reader.look(swarm, i == 1 ? 10s : 60s);
        peer.downloaded = i == 0 ? 500'000 : 50'000'000;
        peer.it_chokes = true;
        peer.we_want = i != 2;
        reader.look(swarm, 60s);
        CHECK(reader.told.empty());
    }
}
