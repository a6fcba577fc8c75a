#include "core/health/sessions.hpp"
#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::health;
using test::PaperSwarm;

namespace {

/// Looks every ten seconds.
void watch(Sessions& sessions, PaperSwarm& swarm, std::chrono::seconds time) {
    sessions.observe(swarm.now);
    swarm.now.left.clear();
    for (; time > 0s; time -= 10s) {
        swarm.pass(10s);
        sessions.observe(swarm.now);
    }
}

void leave(PaperSwarm& swarm, LeaveReason reason) {
    swarm.now.left.push_back({swarm.now.peers.back().name, reason});
    swarm.now.peers.pop_back();
}

int ended(Sessions const& sessions) {
    return static_cast<int>(std::ranges::count_if(sessions.lengths(), &SessionLength::has_ended));
}

} // namespace

TEST_CASE("churn: a peer that reconnects within the grace time is not a departure") {
    PaperSwarm swarm;
    swarm.seed();
    Sessions sessions;
    watch(sessions, swarm, 300s);
    auto const peer = swarm.now.peers.back();
    leave(swarm, LeaveReason::closed);
    watch(sessions, swarm, 60s);
    swarm.now.peers.push_back(peer);
    swarm.now.peers.back().number = 77; // another connection of the same peer
    watch(sessions, swarm, 300s);
    CHECK(ended(sessions) == 0);
    REQUIRE(sessions.lengths().size() == 1);
    CHECK(sessions.age(swarm.now.peers.back()) == doctest::Approx(660));
}

TEST_CASE("churn: a peer that stays away has left, when it was last seen") {
    PaperSwarm swarm;
    swarm.seed();
    Sessions sessions;
    watch(sessions, swarm, 300s);
    leave(swarm, LeaveReason::timed_out);
    watch(sessions, swarm, 100s);
    auto const lengths = sessions.lengths();
    REQUIRE(lengths.size() == 1);
    CHECK(lengths[0].has_ended);
    CHECK(lengths[0].seconds == doctest::Approx(300));
    CHECK(sessions.churn().departures.at("timed_out") == 1);
}

TEST_CASE("churn: a peer behind the same address with another port is the same by its id") {
    PaperSwarm swarm;
    swarm.seed().name.id[0] = 1;
    Sessions sessions;
    watch(sessions, swarm, 100s);
    auto back = swarm.now.peers.back();
    leave(swarm, LeaveReason::closed);
    watch(sessions, swarm, 50s);
    back.name.endpoint.port = 50'000;
    swarm.now.peers.push_back(back);
    watch(sessions, swarm, 200s);
    CHECK(sessions.lengths().size() == 1);
}

TEST_CASE("churn: whom we turn away did not end its session") {
    PaperSwarm swarm;
    swarm.seed();
    Sessions sessions;
    watch(sessions, swarm, 300s);
    leave(swarm, LeaveReason::redundant);
    watch(sessions, swarm, 200s);
    CHECK(ended(sessions) == 0);
    CHECK(sessions.churn().departures_5 == 0);
}

TEST_CASE("churn: arrivals and departures come as rates a minute") {
    PaperSwarm swarm;
    swarm.seed();
    Sessions sessions;
    watch(sessions, swarm, 120s);
    for (int minute = 0; minute < 90; ++minute) { // one comes and one goes, each minute
        swarm.seed();
        watch(sessions, swarm, 50s);
        std::swap(swarm.now.peers.front(), swarm.now.peers.back());
        leave(swarm, LeaveReason::closed);
        watch(sessions, swarm, 10s);
    }
    auto const churn = sessions.churn();
    CHECK(churn.arrivals_5 == doctest::Approx(1).epsilon(0.15));
    CHECK(churn.arrivals_60 == doctest::Approx(1).epsilon(0.1));
    CHECK(churn.departures_60 == doctest::Approx(1).epsilon(0.1));
    CHECK(churn.turnover == doctest::Approx(120 / 1.8).epsilon(0.2));
}

TEST_CASE("churn: peers met in the first minute are no arrivals") {
    PaperSwarm swarm;
    Sessions sessions;
    watch(sessions, swarm, 10s);
    for (int i = 0; i < 10; ++i)
        swarm.seed();
    watch(sessions, swarm, 300s);
    CHECK(sessions.churn().arrivals_5 == 0);
}

TEST_CASE("churn: what is remembered of the past is bounded") {
    PaperSwarm swarm;
    Sessions sessions;
    for (int i = 0; i < 3000; ++i) {
        swarm.seed();
        sessions.observe(swarm.now);
        swarm.now.peers.clear();
        swarm.pass(2s);
    }
    swarm.pass(10min);
    sessions.observe(swarm.now);
    CHECK(sessions.lengths().size() == Sessions::remembered);
}

TEST_CASE("churn: a seed that hangs up on a seed has not left the swarm") {
    PaperSwarm swarm;
    swarm.now.us.have = PieceSet::full(64);
    Sessions sessions;
    for (int i = 0; i < 12; ++i) {
        swarm.seed();
        watch(sessions, swarm, 10s);
        leave(swarm, LeaveReason::closed);
        swarm.now.left.back().was_seed = true;
    }
    watch(sessions, swarm, 200s);
    CHECK(sessions.lengths().size() == 12);
    CHECK(ended(sessions) == 0);
    CHECK(sessions.churn().departures_5 == 0);
    CHECK(sessions.seeds_away().size() == 12);
}

TEST_CASE("seeds away: one that comes and goes under ever new ids and ports is one") {
    for (auto const* const host : {"10.0.0.2", "2001:db8:1:2::"}) {
        CAPTURE(host);
        PaperSwarm swarm;
        swarm.now.us.have = PieceSet::full(64);
        Sessions sessions;
        for (std::uint8_t i = 1; i < 9; ++i) {
            auto& name = swarm.seed().name;
            name.endpoint = {host, static_cast<std::uint16_t>(50'000 + i)};
            if (name.endpoint.host.ends_with(':'))
                name.endpoint.host += std::to_string(i);
            name.id[0] = i;
            watch(sessions, swarm, 10s);
            leave(swarm, LeaveReason::closed);
            swarm.now.left.back().was_seed = true;
        }
        watch(sessions, swarm, 10s);
        CHECK(sessions.seeds_away().size() == 1);
        swarm.now.left.push_back({.name = {{host, 1}, {}}, .reason = LeaveReason::banned});
        watch(sessions, swarm, 10s);
        CHECK(sessions.seeds_away().empty());
    }
}

TEST_CASE("seeds away: only so many are remembered, the latest") {
    PaperSwarm swarm;
    swarm.now.us.have = PieceSet::full(64);
    Sessions sessions;
    for (int i = 0; i < 300; ++i) {
        swarm.seed();
        leave(swarm, LeaveReason::closed);
        swarm.now.left.back().was_seed = true;
        watch(sessions, swarm, 10s);
    }
    auto const away = sessions.seeds_away();
    CHECK(away.size() == Sessions::most_away);
    CHECK(std::ranges::max(away, {}, &Sessions::Away::ago).ago == 10.0 * Sessions::most_away);
}
