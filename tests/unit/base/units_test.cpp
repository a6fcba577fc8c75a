#include "core/base/units.hpp"

#include <doctest/doctest.h>

using namespace shoal;

TEST_CASE("units: sizes read as people write them") {
    CHECK(parse_size("256KiB") == 262144);
    CHECK(parse_size("256 KiB") == 262144);
    CHECK(parse_size("1M") == 1048576);
    CHECK(parse_size("1MB") == 1000000);
    CHECK(parse_size("1.5G") == 1610612736);
    CHECK(parse_size("4096") == 4096);
    CHECK(parse_size("300kB") == 300000);
}

TEST_CASE("units: what is not a size is refused") {
    for (char const* text : {"", "x", "-1", "12Q", "1KiBs", "9e30", "99999999999E", "nan", "inf"})
        CHECK_MESSAGE(!parse_size(text), text);
}

TEST_CASE("units: a rate may say per second or unlimited") {
    CHECK(parse_rate("20M/s") == 20 * 1048576);
    CHECK(parse_rate("unlimited") == 0);
    CHECK(!parse_rate("fast"));
}

TEST_CASE("units: durations add their parts") {
    CHECK(parse_duration("90") == std::chrono::seconds{90});
    CHECK(parse_duration("1h30m") == std::chrono::seconds{5400});
    CHECK(parse_duration("2d") == std::chrono::seconds{172800});
    CHECK(!parse_duration("5x"));
    CHECK(!parse_duration(""));
}

TEST_CASE("units: times keep their instant through text") {
    auto const time = parse_time("2026-11-02T15:04:05Z");
    REQUIRE(time);
    CHECK(format_time(*time) == "2026-11-02T15:04:05Z");
    CHECK(parse_time("2026-11-02T17:04:05+02:00") == time);
    CHECK(!parse_time("2026-11-02"));
    CHECK(!parse_time("2026-13-02T15:04:05Z"));
    CHECK(!parse_time("2026-02-31T15:04:05Z"));
    CHECK(!parse_time("2026-02-03T-0:04:05Z"));
    CHECK(!parse_time("1970-01-01T00:00:00+23:00"));
    CHECK(!parse_time("9999-12-31T23:59:59Z"));
    CHECK(parse_time("2016-12-31T23:59:60Z") == parse_time("2017-01-01T00:00:00Z"));
}

TEST_CASE("units: sizes print in IEC units with three digits") {
    CHECK(format_size(0) == "0 B");
    CHECK(format_size(999) == "999 B");
    CHECK(format_size(262144) == "256 KiB");
    CHECK(format_size(1610612736) == "1.5 GiB");
    CHECK(format_size(1000) == "0.98 KiB");
    CHECK(format_size(1048575) == "1 MiB");
    CHECK(format_rate(1048576) == "1 MiB/s");
}

TEST_CASE("units: durations print in two units") {
    using std::chrono::seconds;
    CHECK(format_duration(seconds{45}) == "45s");
    CHECK(format_duration(seconds{185}) == "3m05s");
    CHECK(format_duration(seconds{7620}) == "2h07m");
    CHECK(format_duration(seconds{356400}) == "4d03h");
}

TEST_CASE("units: no time or duration is beyond what a clock can count") {
    for (auto const* text : {"9999-12-31T23:59:59Z", "2600-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
                             "2026-02-29T00:00:00Z", "2026-00-01T00:00:00Z"})
        CHECK_FALSE(parse_time(text));
    CHECK(parse_time("2028-02-29T00:00:00Z"));
    CHECK(parse_duration("36500d"));
    CHECK_FALSE(parse_duration("36501d"));
    CHECK_FALSE(parse_duration("10000000000"));
}
