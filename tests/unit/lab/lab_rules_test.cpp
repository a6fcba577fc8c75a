#include "core/lab/lab_rules.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::lab;

namespace {

api::SessionRules limited(std::int64_t up, std::int64_t down) {
    api::SessionRules rules;
    rules.limits = {.up = up, .down = down};
    return rules;
}

} // namespace

TEST_CASE("lab rules: limits of all together are the sum, and none where one has none") {
    auto const whole = together({limited(100, 0), limited(30, 50)});
    CHECK(whole.limits.up == 130);
    CHECK(whole.limits.down == 0);
    CHECK(together({}) == api::SessionRules{});
}

TEST_CASE("lab rules: a limit that is set is shared out, the others stay each member's own") {
    auto const own = limited(100, 40);
    auto const whole = together({own, limited(30, 50)});
    auto wanted = whole;
    wanted.limits.down = 1000;
    wanted.queue.downloads = 7;
    auto const rules = share_of(wanted, whole, own, 2);
    CHECK(rules.limits.down == 500);
    CHECK(rules.limits.up == 100);
    CHECK(rules.queue.downloads == 7);
}

TEST_CASE("lab rules: a limit that is small, or none, stays so when it is shared out") {
    auto const own = limited(100, 40);
    CHECK(share_of(limited(0, 1), own, own, 2).limits == api::RateLimits{.up = 0, .down = 1});
}
