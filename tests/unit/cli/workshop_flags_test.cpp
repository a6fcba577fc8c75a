#include "ui-cli/cli/flags/workshop_flags.hpp"
#include "ui-cli/cli/reports/workshop_report.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::cli;

TEST_CASE("flags: each tracker use is a tier, commas stay in one") {
    CHECK(*read_tiers("--tracker", {"http://a/1,udp://b:2", "http://c"}) ==
          Tiers{{"http://a/1", "udp://b:2"}, {"http://c"}});
    CHECK(read_tiers("--tracker", {""})->empty());
    for (auto const* bad :
         {"a", "http://", "://x", "http://a b", "http://a,", "http://a\n", "udp://x:99999/announce",
          "udp://x/announce", "udp://x:0", "http://x:70000/"}) {
        CAPTURE(std::string{bad});
        CHECK(read_tiers("--tracker", {bad}).error().where == "--tracker");
    }
}

TEST_CASE("flags: other clients' kinds of URLs are taken, with a login too") {
    Tiers const tiers{{"wss://a/announce"}, {"http://me:s%40me@b:2/announce"}, {"udp://[::1]:3"}};
    CHECK(*read_tiers("--tracker", {"wss://a/announce", "http://me:s%40me@b:2/announce",
                                    "udp://[::1]:3"}) == tiers);
    CHECK(*read_urls("--web-seed", {"ftp://a/1", "", "https://b:2/"}) ==
          std::vector<std::string>{"ftp://a/1", "https://b:2/"});
    for (auto const* bad : {"http://a:99999/", "a/b", "http://me@"})
        CHECK(read_urls("--web-seed", {bad}).error().where == "--web-seed");
}

TEST_CASE("flags: piece sizes are powers of two from 16 KiB to 128 MiB, or auto") {
    CHECK(*read_piece_size("256KiB") == 262144);
    CHECK(*read_piece_size("16k") == 16384);
    CHECK(*read_piece_size("auto") == std::nullopt);
    for (auto const* bad : {"", "0", "-1", "8KiB", "100kB", "256MiB", "x", "9999999999999999999"}) {
        CAPTURE(std::string{bad});
        CHECK(read_piece_size(bad).error().where == "--piece-size");
    }
}

TEST_CASE("flags: dates are none, now, or RFC 3339") {
    WallTime const now{std::chrono::seconds{5}};
    CHECK(*read_date("", now) == now);
    CHECK(*read_date("none", now) == std::nullopt);
    CHECK(*read_date("1970-01-01T00:01:00Z", now) == WallTime{std::chrono::seconds{60}});
    for (auto const* bad : {"today", "1969-01-01T00:00:00Z", "2026-13-01T00:00:00Z"})
        CHECK(read_date(bad, now).error().where == "--date");
}

TEST_CASE("progress: share, rate and time to go, from values alone") {
    CHECK(progress_line("hashing", {.done_bytes = 1 << 20, .total_bytes = 4 << 20, .seconds = 2}) ==
          "hashing   25%  1 MiB of 4 MiB  512 KiB/s  ETA 6s");
    CHECK(progress_line("hashing", {}) == "hashing  100%  0 B of 0 B");
}
