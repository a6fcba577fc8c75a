#include "core/policy/seed_goal.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using shoal::api::SeedGoal;
using shoal::policy::is_met;

TEST_CASE("seed goal: without one a torrent seeds for ever") {
    CHECK(!is_met({}, {.uploaded = 1'000'000,
                       .size = 1,
                       .since_complete = 1000h,
                       .since_taken = 1000h,
                       .other_seeds = 1000}));
}

TEST_CASE("seed goal: the first of ratio, time and idle ends it") {
    SeedGoal const goal{.ratio = 1.5, .time = 60s, .idle = 30s};
    CHECK(!is_met(goal, {149, 100, 59s, 29s}));
    CHECK(is_met(goal, {150, 100, 0s, 0s}));
    CHECK(is_met(goal, {0, 100, 60s, 0s}));
    CHECK(is_met(goal, {0, 100, 59s, 30s}));
}

TEST_CASE("seed goal: ratio 0 is met at once") {
    CHECK(is_met({.ratio = 0.0}, {0, 100, 0s}));
}

TEST_CASE("seed goal: a download that nobody took from is not idle the moment it is complete") {
    SeedGoal const goal{.idle = 30s};
    CHECK(!is_met(goal, {.size = 100, .since_complete = 1s, .since_taken = 1h}));
    CHECK(is_met(goal, {.size = 100, .since_complete = 30s, .since_taken = 1h}));
}

TEST_CASE("seed goal: it is held back while too few others have a full copy") {
    SeedGoal const goal{.ratio = 1.0, .seeds = 3};
    CHECK(!is_met(goal, {.uploaded = 500, .size = 100, .other_seeds = 2}));
    CHECK(is_met(goal, {.uploaded = 500, .size = 100, .other_seeds = 3}));
    CHECK(!is_met(goal, {.uploaded = 99, .size = 100, .other_seeds = 9}));
}

TEST_CASE("seed goal: enough other seeds are a goal of their own") {
    SeedGoal const goal{.seeds = 3};
    CHECK(!is_met(goal, {.size = 100, .since_complete = 1000h, .other_seeds = 2}));
    CHECK(is_met(goal, {.size = 100, .other_seeds = 3}));
}
