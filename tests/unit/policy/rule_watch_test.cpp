#include "core/policy/rule_watch.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using policy::RuleWatch;

namespace {

/// Looks every five seconds for so long; how often it fired.
int fired(RuleWatch& watch, bool holds, std::chrono::seconds time, SteadyTime& now) {
    int count = 0;
    for (auto const end = now + time; now < end; now += 5s)
        count += watch.observe(holds, 600s, now) ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE("rule watch: fires once, when its condition has held for as long as it asks") {
    RuleWatch watch;
    SteadyTime now{1h};
    CHECK(fired(watch, true, 600s, now) == 0);
    CHECK(fired(watch, true, 5s, now) == 1);
    CHECK(watch.is_in_force());
    CHECK(fired(watch, true, 24h, now) == 0);
}

TEST_CASE("rule watch: a condition that breaks off begins anew") {
    RuleWatch watch;
    SteadyTime now{1h};
    CHECK(fired(watch, true, 595s, now) == 0);
    CHECK(fired(watch, false, 5s, now) == 0);
    CHECK(watch.is_idle());
    CHECK(fired(watch, true, 600s, now) == 0);
    CHECK(fired(watch, true, 5s, now) == 1);
}

TEST_CASE("rule watch: what flutters around its limit fires once, and stays in force") {
    RuleWatch watch;
    SteadyTime now{1h};
    CHECK(fired(watch, true, 605s, now) == 1);
    for (int i = 0; i < 50; ++i) {
        CHECK(fired(watch, false, 300s, now) == 0);
        CHECK(fired(watch, true, 900s, now) == 0);
        CHECK(watch.is_in_force());
    }
}

TEST_CASE("rule watch: after a calm as long it is over, and may fire again") {
    RuleWatch watch;
    SteadyTime now{1h};
    CHECK(fired(watch, true, 605s, now) == 1);
    CHECK(fired(watch, false, 605s, now) == 0);
    CHECK(watch.is_idle());
    CHECK(fired(watch, true, 605s, now) == 1);
}

TEST_CASE("rule watch: one that fires at once still needs a minute of calm") {
    RuleWatch watch;
    SteadyTime now{1h};
    CHECK(watch.observe(true, 0s, now));
    CHECK_FALSE(watch.observe(false, 0s, now + 30s));
    CHECK_FALSE(watch.observe(true, 0s, now + 40s));
    CHECK_FALSE(watch.observe(false, 0s, now + 50s));
    CHECK_FALSE(watch.observe(false, 0s, now + 110s));
    CHECK(watch.observe(true, 0s, now + 115s));
}
