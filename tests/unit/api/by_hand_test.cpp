#include "core/api/by_hand.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::api;
using namespace std::chrono_literals;

namespace {

SessionRules configured() {
    SessionRules rules;
    rules.limits = {.up = 5 << 20, .down = 0};
    rules.goal.ratio = 2.0;
    return rules;
}

} // namespace

TEST_CASE("by hand: what was set holds while the configuration says what it said") {
    auto changed = configured();
    changed.limits.up = 3'000'001;
    changed.queue.downloads.reset();
    changed.goal.ratio = 1.0 / 3;
    changed.alternative_on = true;
    changed.schedule = LimitSchedule{.from = 22h, .until = 6h, .days = {1, 5}};
    auto const by_hand = set_by_hand(configured(), changed);
    CHECK(by_hand.size() == 7);
    CHECK(rules_in_force(configured(), by_hand) == changed);
}

TEST_CASE("by hand: a key that is configured anew is the configuration's again, others stay") {
    auto changed = configured();
    changed.limits = {.up = 100, .down = 200};
    auto const by_hand = set_by_hand(configured(), changed);
    auto anew = configured();
    anew.limits.up = 7 << 20;
    anew.queue.seeds = 3;
    auto const in_force = rules_in_force(anew, by_hand);
    CHECK(in_force.limits == RateLimits{.up = 7 << 20, .down = 200});
    CHECK(in_force.queue.seeds == 3);
    CHECK(set_by_hand(anew, in_force).size() == 1); // and "up" is forgotten
}

TEST_CASE("by hand: nothing is remembered of a key that is set to what is configured") {
    CHECK(set_by_hand(configured(), configured()).empty());
    CHECK(rules_in_force(configured(), {}) == configured());
}

TEST_CASE("by hand: a schedule that was taken away stays away") {
    auto with_schedule = configured();
    with_schedule.schedule = LimitSchedule{.from = 22h, .until = 6h, .days = {0}};
    auto const by_hand = set_by_hand(with_schedule, configured());
    CHECK(rules_in_force(with_schedule, by_hand) == configured());
}

TEST_CASE("by hand: it is written and read back, and what is broken is an error or passed over") {
    auto changed = configured();
    changed.limits.up = 1;
    changed.goal.ratio.reset();
    auto const by_hand = set_by_hand(configured(), changed);
    CHECK(parse_by_hand(to_text(by_hand)) == by_hand);
    CHECK(to_text({}).empty());
    CHECK(parse_by_hand("")->empty());
    CHECK_FALSE(parse_by_hand("[1"));
    CHECK(parse_by_hand(R"({"up": 3, "down": {"value": [1]}})")->at("down") == ByHand{});
    CHECK(rules_in_force(configured(), {{"up", {{"fast"}, {"5MiB"}}}}) == configured());
}

TEST_CASE("by hand: a log line names keys and values") {
    auto changed = configured();
    changed.limits.down = 1024;
    changed.alternative_on = true;
    CHECK(describe(set_by_hand(configured(), changed)) == "down 1KiB, limits.alternative_on true");
}
