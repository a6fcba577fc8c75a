#include "core/api/values.hpp"
#include "core/base/units.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace std::chrono_literals;

TEST_CASE("values: times of day") {
    CHECK(api::parse_clock("00:00") == 0min);
    CHECK(api::parse_clock("7:05") == 7h + 5min);
    CHECK(api::parse_clock("23:59") == 23h + 59min);
    CHECK(api::parse_clock("24:00") == 0min);
    for (char const* bad : {"", "7", "7:", ":30", "24:01", "25:00", "7:60", "-1:00", "7:5x",
                            "4294967295:00", "71582788:16"})
        CHECK_MESSAGE(!api::parse_clock(bad), bad);
    CHECK(api::clock_text(7h + 5min) == "07:05");
}

TEST_CASE("values: days by name or number") {
    CHECK(api::parse_weekday("sun") == 0);
    CHECK(api::parse_weekday("Monday") == 1);
    CHECK(api::parse_weekday("THURS") == 4);
    CHECK(api::parse_weekday("6") == 6);
    CHECK(api::parse_weekday("7") == 0);
    for (char const* bad : {"", "t", "mo", "mondays", "8", "-1"})
        CHECK_MESSAGE(!api::parse_weekday(bad), bad);
    for (int day = 0; day < 7; ++day)
        CHECK(api::parse_weekday(api::weekday_text(day)) == day);
}

TEST_CASE("values: what is written exactly reads as the same") {
    for (std::int64_t const bytes :
         {0LL, 1LL, 1000LL, 1024LL, 1536LL, 1LL << 40, (5LL << 30) + 1}) {
        CHECK(parse_size(api::exact_size(bytes)) == bytes);
        CHECK(parse_duration(api::exact_duration(std::chrono::seconds{bytes % 1'000'000})) ==
              std::chrono::seconds{bytes % 1'000'000});
    }
    CHECK(api::exact_size(512 * 1024) == "512KiB");
    CHECK(api::exact_size(0) == "0");
    CHECK(api::exact_duration(90min) == "1h30m");
}
