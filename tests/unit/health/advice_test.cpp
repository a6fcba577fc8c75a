#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::health;
using test::PaperSwarm;

namespace {

api::HealthView look(PaperSwarm& swarm) {
    Monitor monitor;
    swarm.look(monitor, 120s);
    return monitor.health();
}

std::optional<api::AdviceView> find(api::HealthView const& health, std::string const& act) {
    auto const found = std::ranges::find(health.next, act, &api::AdviceView::act);
    return found == health.next.end() ? std::nullopt : std::optional{*found};
}

/// Leeches that together have it all, and we half of it.
PaperSwarm leeches() {
    PaperSwarm swarm;
    for (std::size_t i = 0; i < 4; ++i)
        swarm.leech(32, i * 16);
    for (std::size_t i = 0; i < 32; ++i)
        swarm.now.us.have.set(i);
    swarm.now.us.done = swarm.now.us.wanted / 2;
    swarm.now.us.down_rate = swarm.now.us.wanted / 2 / (17 * 60);
    swarm.now.trackers = {{.url = "http://one/announce"}};
    return swarm;
}

} // namespace

TEST_CASE("advice: who is about to be the only seed is told how long to stay, and what for") {
    auto swarm = leeches();
    auto const health = look(swarm);
    REQUIRE(health.grade);
    auto const stay = find(health, "stay");
    REQUIRE(stay);
    CHECK(stay->text == "stay 17m00s more: you become the only seed");
    REQUIRE(stay->grade);
    CHECK(*stay->grade > *health.grade);
    // It is no promise that the figures do not keep: so it is once we have it all.
    swarm.now.us.have = PieceSet::full(64);
    swarm.now.us.done = swarm.now.us.wanted;
    CHECK(look(swarm).grade == stay->grade);
}

TEST_CASE("advice: a web seed is worth what a seed more is worth") {
    auto swarm = leeches();
    auto const advice = find(look(swarm), "add_web_seed");
    REQUIRE(advice);
    REQUIRE(advice->grade);
    swarm.seed().origins = 0;
    CHECK(std::abs(*look(swarm).grade - *advice->grade) <= 2); // it has been seen for two minutes
}

TEST_CASE("advice: trackers that fail cost what they would bring") {
    auto swarm = leeches();
    auto const before = *look(swarm).grade;
    CHECK(!find(look(swarm), "mend_trackers"));
    swarm.now.trackers[0].error = "refused";
    auto const health = look(swarm);
    auto const advice = find(health, "mend_trackers");
    REQUIRE(advice);
    CHECK(advice->grade == before);
}

TEST_CASE("advice: what helps most comes first, what cannot be told last and without a figure") {
    auto swarm = leeches();
    swarm.now.us.limits.up = 100'000;
    swarm.now.us.up_rate = 99'000;
    auto const health = look(swarm);
    REQUIRE(health.next.size() >= 3);
    for (std::size_t i = 1; i < health.next.size(); ++i)
        CHECK(health.next[i - 1].grade.value_or(-1) >= health.next[i].grade.value_or(-1));
    auto const raise = find(health, "raise_upload_limit");
    REQUIRE(raise);
    CHECK(!raise->grade);
    CHECK(find(health, "announce"));
    CHECK(health.next.size() <= 4);
}

TEST_CASE("advice: a crowd of seeds needs nothing of us") {
    PaperSwarm swarm;
    for (int i = 0; i < 40; ++i)
        swarm.seed().origins = from_tracker | from_dht | from_pex;
    swarm.now.us.have = PieceSet::full(64);
    swarm.now.us.done = swarm.now.us.wanted;
    swarm.now.us.state = api::TorrentState::complete;
    swarm.now.trackers = {{.url = "http://one/announce"}};
    auto const health = look(swarm);
    CHECK(!find(health, "stay"));
    CHECK(!find(health, "announce"));
    CHECK(!find(health, "mend_trackers"));
}

TEST_CASE("advice: without a grade nothing is promised") {
    PaperSwarm swarm;
    swarm.now.us.have = PieceSet::full(64);
    swarm.now.us.done = swarm.now.us.wanted;
    swarm.now.us.state = api::TorrentState::paused;
    auto const health = look(swarm);
    CHECK(!health.grade);
    REQUIRE(find(health, "resume"));
    for (api::AdviceView const& advice : health.next)
        CHECK(!advice.grade);
}
