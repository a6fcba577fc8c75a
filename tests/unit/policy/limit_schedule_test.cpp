#include "core/policy/limit_schedule.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using namespace shoal;
using policy::limits_in_force;
using policy::LimitsInForce;
using policy::LocalTime;

namespace {

constexpr int sunday = 0, monday = 1, friday = 5, saturday = 6;
api::RateLimits const usual{.up = 1000, .down = 2000};
api::RateLimits const alternative{.up = 10, .down = 20};

api::SessionRules rules(std::chrono::minutes from, std::chrono::minutes until,
                        std::vector<int> days = {}) {
    return {.limits = usual,
            .alternative = alternative,
            .schedule = api::LimitSchedule{from, until, std::move(days)}};
}

bool is_alternative(api::SessionRules const& rules, LocalTime now) {
    auto const in_force = limits_in_force(rules, now);
    CHECK(in_force.limits == (in_force.is_alternative ? alternative : usual));
    return in_force.is_alternative;
}

std::optional<std::chrono::seconds> changes_in(api::SessionRules const& rules, LocalTime now) {
    return limits_in_force(rules, now).changes_in;
}

} // namespace

TEST_CASE("limit schedule: without one the usual limits hold, until switched") {
    api::SessionRules plain{.limits = usual, .alternative = alternative};
    CHECK(limits_in_force(plain, {monday, 12h}) == LimitsInForce{usual, false, std::nullopt});
    plain.alternative_on = true;
    CHECK(limits_in_force(plain, {monday, 12h}) == LimitsInForce{alternative, true, std::nullopt});
}

TEST_CASE("limit schedule: hours begin with their first minute and end before their last") {
    auto const office = rules(9h, 17h + 30min);
    CHECK(!is_alternative(office, {monday, 9h - 1s}));
    CHECK(is_alternative(office, {monday, 9h}));
    CHECK(is_alternative(office, {monday, 17h + 30min - 1s}));
    CHECK(!is_alternative(office, {monday, 17h + 30min}));
}

TEST_CASE("limit schedule: hours over midnight belong to the day on which they begin") {
    auto const night = rules(22h, 6h, {friday, saturday});
    CHECK(!is_alternative(night, {friday, 5h}));
    CHECK(is_alternative(night, {friday, 23h}));
    CHECK(is_alternative(night, {saturday, 5h}));
    CHECK(!is_alternative(night, {saturday, 6h}));
    CHECK(is_alternative(night, {sunday, 5h}));
    CHECK(!is_alternative(night, {sunday, 23h}));
}

TEST_CASE("limit schedule: the same minute twice is the whole day") {
    CHECK(is_alternative(rules(8h, 8h), {monday, 8h}));
    CHECK(is_alternative(rules(8h, 8h), {monday, 7h + 59min}));
    CHECK(!changes_in(rules(8h, 8h), {monday, 3h}));
}

TEST_CASE("limit schedule: it tells when it changes next") {
    auto const office = rules(9h, 17h, {monday, friday});
    CHECK(changes_in(office, {monday, 8h}) == 1h);
    CHECK(changes_in(office, {monday, 9h}) == 8h);
    CHECK(changes_in(office, {monday, 16h + 59min + 30s}) == 30s);
    CHECK(changes_in(office, {monday, 17h}) == 88h);
    CHECK(changes_in(office, {saturday, 9h}) == 48h);
}

TEST_CASE("limit schedule: hours that touch are no change") {
    CHECK(changes_in(rules(0h, 0h, {saturday, sunday}), {saturday, 1h}) == 47h);
}

TEST_CASE("limit schedule: the change it tells is the first there is") {
    for (auto const& some : {rules(22h, 6h, {friday, saturday}), rules(9h, 17h, {monday}),
                             rules(0h, 0h, {sunday}), rules(23h + 59min, 0h)}) {
        for (int minute = 0; minute < 7 * 24 * 60; minute += 7) {
            auto const at = [&](int later) {
                int const then = (minute + later) % (7 * 24 * 60);
                return LocalTime{then / 1440, std::chrono::minutes{then % 1440}};
            };
            bool const now = is_alternative(some, at(0));
            int later = 1;
            while (is_alternative(some, at(later)) == now)
                ++later;
            REQUIRE(changes_in(some, at(0)) == std::chrono::minutes{later});
        }
    }
}
