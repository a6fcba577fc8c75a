#include "core/control/pace.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using control::pause_after;

TEST_CASE("pace: cheap refreshes come four times a second while somebody looks") {
    CHECK(pause_after(1ms, true) == 250ms);
    CHECK(pause_after(1ms, false) == 1s);
}

TEST_CASE("pace: dear ones take a thirtieth of a core") {
    CHECK(pause_after(100ms, true) == 2900ms);
    CHECK(pause_after(100ms, false) == 2900ms);
}

TEST_CASE("pace: whatever they cost, five seconds are the longest pause") {
    CHECK(pause_after(2s, true) == 5s);
}
