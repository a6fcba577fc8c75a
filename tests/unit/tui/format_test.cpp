#include "ui-cli/tui/draw/format.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace shoal;
using namespace shoal::tui;
using term::Charset;

TEST_CASE("format: sizes fit five columns, whatever they are") {
    CHECK(short_size(0) == "0");
    CHECK(short_size(999) == "999");
    CHECK(short_size(1000) == "1.0K");
    CHECK(short_size(410 << 10) == "410K");
    CHECK(short_size(std::int64_t{38} << 20) == "38.0M");
    CHECK(short_size(std::int64_t{912} << 30) == "912G");
    for (std::int64_t size = 1; size < std::int64_t{1} << 60; size += size / 3 + 1)
        CHECK(short_size(size).size() <= 5);
}

TEST_CASE("format: durations fit five columns") {
    CHECK(short_time(45) == "45s");
    CHECK(short_time(185) == "3m05");
    CHECK(short_time(1030) == "17m");
    CHECK(short_time(7625) == "2h07");
    CHECK(short_time(3 * 86400 + 4 * 3600) == "3d04");
    CHECK(short_time(std::int64_t{1} << 40) == ">1y");
    for (std::int64_t seconds = 0; seconds < 400'000'000; seconds += seconds / 7 + 1)
        CHECK(short_time(seconds).size() <= 5);
}

TEST_CASE("format: only all of it is 100 percent") {
    CHECK(percent(999'999, 1'000'000) == 99);
    CHECK(percent(5, 5) == 100);
    CHECK(percent(5, 0) == 0);
}

TEST_CASE("format: a bar is as wide as asked for, full or empty") {
    CHECK(bar(0, 3, Charset::utf8) == "···");
    CHECK(bar(0.5, 3, Charset::utf8) == "█▌·");
    CHECK(bar(2, 3, Charset::utf8) == "███");
    CHECK(bar(0.5, 4, Charset::ascii) == "##..");
}

TEST_CASE("format: a spark shows the newest, from the right, and anything that moves") {
    std::vector<std::int64_t> const samples{9, 0, 1, 50, 100};
    CHECK(spark(samples, 4, 100, Charset::utf8) == " ▁▄█");
    CHECK(spark(samples, 7, 100, Charset::utf8) == "  ▁ ▁▄█");
    CHECK(newest_peak(samples, 4) == 100);
    // Two times four dots.
    CHECK(spark(samples, 4, 100, Charset::braille) == " ⣀⣠⣾");
    CHECK(spark(samples, 1, 100, Charset::braille, 1, 2) == "⣼");
    CHECK(spark({}, 2, 0, Charset::ascii) == "  ");
}

TEST_CASE("format: what is typed for a rate reads as that rate") {
    CHECK(typed_rate(0) == "");
    CHECK(typed_rate(500 << 10) == "500K");
    CHECK(typed_rate(2 << 20) == "2M");
    CHECK(typed_rate(1234) == "1234");
}
