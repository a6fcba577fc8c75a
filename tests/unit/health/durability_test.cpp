#include "core/health/durability.hpp"
#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace shoal;
using namespace shoal::health;
using test::PaperSwarm;

namespace {

constexpr double hour = 3600;

/// What nobody has watched yet.
Survival const no_history{{}};

HolderSets sets_of(PaperSwarm const& swarm) {
    Sessions sessions;
    sessions.observe(swarm.now);
    return holder_sets(swarm.now, availability(swarm.now), sessions);
}

/// The mean over the rates that are thought possible.
double mean_gone(Survival const& survival, double age, double after) {
    double mean = 0;
    for (std::size_t rate = 0; rate < Survival::rates; ++rate)
        mean += survival.gone(age, after, rate) / Survival::rates;
    return mean;
}

std::vector<SessionLength> many(int count, double seconds, bool ended) {
    return std::vector<SessionLength>(static_cast<std::size_t>(count), {seconds, ended});
}

} // namespace

TEST_CASE("survival: without history a peer is gone as the prior says") {
    // Gamma of shape 2 over 6 h: the chance to stay is (6 / (6 + T))^2.
    CHECK(mean_gone(no_history, 0, hour) ==
          doctest::Approx(1 - std::pow(6.0 / 7, 2)).epsilon(0.02));
    CHECK(mean_gone(no_history, 0, 24 * hour) ==
          doctest::Approx(1 - std::pow(6.0 / 30, 2)).epsilon(0.02));
}

TEST_CASE("survival: peers that were watched long and stay count for it") {
    Survival const stable{many(50, 10 * hour, false)};
    CHECK(mean_gone(stable, 10 * hour, hour) < 0.01);
}

TEST_CASE("survival: the curve is Kaplan and Meier's") {
    // The textbook's product by hand: 10 end at 100 s, 2 are censored at 150 s, 5 end at 200 s,
    // 10 are there still at 300 s.
    auto sessions = many(10, 100, true);
    for (auto const& more : {many(2, 150, false), many(5, 200, true), many(10, 300, false)})
        sessions.insert(sessions.end(), more.begin(), more.end());
    Survival const survival{sessions};
    double const at_100 = 17.0 / 27;
    double const at_200 = at_100 * 10 / 15;
    CHECK(survival.gone(0, 120, 0) == doctest::Approx(1 - at_100));
    CHECK(survival.gone(0, 200, 0) == doctest::Approx(1 - at_200));
    CHECK(survival.gone(120, 80, 0) == doctest::Approx(1 - at_200 / at_100));
    CHECK(survival.median() == 200);
}

TEST_CASE("survival: fewer than ten that ended make no curve") {
    Survival const survival{many(9, 100, true)};
    CHECK_FALSE(survival.median());
    CHECK(survival.ended() == 9);
}

TEST_CASE("survival: the longer ahead, the less likely a peer stays") {
    std::mt19937 random{3};
    for (int round = 0; round < 100; ++round) {
        std::vector<SessionLength> sessions;
        for (int i = 0; i < 30; ++i)
            sessions.push_back({static_cast<double>(random() % 10'000), random() % 2 == 0});
        Survival const survival{sessions};
        double const age = static_cast<double>(random() % 8000);
        double last = 0;
        for (double after = 0; after < 20'000; after += 500) {
            double const gone = survival.gone(age, after, 5);
            CHECK(gone >= last - 1e-12);
            CHECK(gone <= 1);
            last = gone;
        }
    }
}

TEST_CASE("durability: one seed alone is as durable as its session") {
    PaperSwarm swarm;
    swarm.seed();
    auto const chance = still_complete(sets_of(swarm), no_history, hour);
    CHECK(chance == doctest::Approx(1 - mean_gone(no_history, 0, hour)));
}

TEST_CASE("durability: what only we have is not there without us") {
    PaperSwarm swarm;
    swarm.now.us.have = PieceSet::full(64);
    swarm.leech(30);
    auto const view = durability(sets_of(swarm), no_history, {});
    CHECK(view.h1 == 0);
    CHECK(view.half_life == 0);
}

TEST_CASE("durability: the loss of a piece needs all its holders and all seeds gone") {
    PaperSwarm swarm{2};
    swarm.seed();
    swarm.leech({0});
    swarm.leech({1});
    double expected = 0; // lost: the seed, and one of the two leeches
    for (std::size_t rate = 0; rate < Survival::rates; ++rate) {
        double const q = no_history.gone(0, hour, rate);
        expected += q * (1 - (1 - q) * (1 - q)) / Survival::rates;
    }
    CHECK(still_complete(sets_of(swarm), no_history, hour) == doctest::Approx(1 - expected));
}

TEST_CASE("durability: equal holders count once, and a set that contains another not at all") {
    PaperSwarm swarm{6};
    swarm.leech({0, 1, 2, 3, 4, 5});
    swarm.now.peers.back().is_seed = false;
    swarm.now.peers.clear();
    swarm.leech({0, 1, 2, 3});
    swarm.leech({3, 4, 5});
    auto const sets = sets_of(swarm);
    CHECK(sets.sets == std::vector<std::vector<std::size_t>>{{0}, {1}});
}

TEST_CASE("durability: one more seed never makes it worse, and one more leech hardly") {
    // Hardly: the bound on the loss grows looser with more sets of holders.
    std::mt19937 random{11};
    for (int round = 0; round < 100; ++round) {
        PaperSwarm swarm{24};
        double last = 0;
        for (int i = 0; i < 8; ++i) {
            bool const is_seed = random() % 5 == 0;
            if (is_seed)
                swarm.seed();
            else
                swarm.leech(random() % 24, random() % 24);
            double const chance = still_complete(sets_of(swarm), no_history, hour);
            CHECK(chance >= last - (is_seed ? 1e-12 : 0.02));
            last = chance;
        }
    }
}

TEST_CASE("durability: the half-life is where the chance is a half") {
    PaperSwarm swarm;
    swarm.seed();
    swarm.seed();
    auto const sets = sets_of(swarm);
    auto const view = durability(sets, no_history, {});
    REQUIRE(view.half_life);
    CHECK(still_complete(sets, no_history, *view.half_life) == doctest::Approx(0.5).epsilon(0.01));
    CHECK(view.h1 > view.h24);
}

TEST_CASE("durability: a swarm that outlives a year has no half-life") {
    PaperSwarm swarm;
    for (int i = 0; i < 60; ++i)
        swarm.seed();
    Survival const stable{many(60, 1000 * hour, false)};
    CHECK_FALSE(durability(sets_of(swarm), stable, {}).half_life);
}
