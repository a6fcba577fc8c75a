#include "core/policy/seed_goal.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using shoal::policy::is_met;

TEST_CASE("seed goal: without one a torrent seeds for ever") {
    CHECK(!is_met({}, 1'000'000, 1, 1000h));
}

TEST_CASE("seed goal: the first of ratio and time ends it") {
    shoal::api::SeedGoal const goal{.ratio = 1.5, .time = 60s};
    CHECK(!is_met(goal, 149, 100, 59s));
    CHECK(is_met(goal, 150, 100, 0s));
    CHECK(is_met(goal, 0, 100, 60s));
}

TEST_CASE("seed goal: ratio 0 is met at once") {
    CHECK(is_met({.ratio = 0.0}, 0, 100, 0s));
}
