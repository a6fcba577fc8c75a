#include "core/store/roll_up.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::store;

namespace {

/// So many seconds after a step of every tier begins.
WallTime at(std::chrono::seconds time) {
    return WallTime{80'000 * 6h + time};
}

Sample down(std::chrono::seconds time, double rate, api::TorrentId torrent = 1) {
    return {.torrent = torrent, .time = at(time), .down = rate};
}

} // namespace

TEST_CASE("roll-up: rates, peers and copies are averaged, comings and goings summed") {
    Sample const first{.torrent = 7,
                       .time = at(1s),
                       .count = 3,
                       .grade = 40.0,
                       .copies = 1,
                       .peers = 10,
                       .seeds = 2,
                       .down = 100,
                       .up = 0,
                       .joined = 4,
                       .left = 1};
    Sample const second{.torrent = 7,
                        .time = at(9s),
                        .count = 1,
                        .grade = 80.0,
                        .copies = 5,
                        .peers = 30,
                        .seeds = 6,
                        .down = 500,
                        .up = 40,
                        .joined = 1,
                        .left = 2};
    auto const rolled = roll_up({second, first}, 10s);
    REQUIRE(rolled.size() == 1);
    CHECK(rolled.front() == Sample{.torrent = 7,
                                   .time = at(0s),
                                   .count = 4,
                                   .grade = 50.0,
                                   .copies = 2,
                                   .peers = 15,
                                   .seeds = 3,
                                   .down = 200,
                                   .up = 10,
                                   .joined = 5,
                                   .left = 3});
}

TEST_CASE("roll-up: a grade that is not known does not pull the others down") {
    auto known = down(0s, 0);
    known.grade = 90;
    CHECK(roll_up({down(1s, 0), known, down(2s, 0)}, 10s).front().grade == 90.0);
    CHECK_FALSE(roll_up({down(0s, 0), down(1s, 0)}, 10s).front().grade);
}

TEST_CASE("roll-up: torrents and steps stay apart, in order") {
    auto const rolled =
        roll_up({down(70s, 7, 2), down(0s, 1, 2), down(65s, 9, 2), down(3s, 5, 1)}, 1min);
    CHECK(rolled ==
          std::vector<Sample>{down(0s, 5, 1), down(0s, 1, 2),
                              Sample{.torrent = 2, .time = at(60s), .count = 2, .down = 8}});
}

TEST_CASE("roll-up: the tier to read is the finest that goes back far enough") {
    auto const newest = at(0s);
    CHECK(tier_of(newest, newest) == 0);
    CHECK(tier_of(newest - 1h, newest) == 0);
    CHECK(tier_of(newest - 61min, newest) == 1);
    CHECK(tier_of(newest - 24h, newest) == 1);
    CHECK(tier_of(newest - 25h, newest) == 2);
    CHECK(tier_of(newest - 31 * 24h, newest) == 3);
    CHECK(tier_of(WallTime{}, newest) == 3);
}

TEST_CASE("roll-up: thinned to any number of points nothing is lost") {
    History history{.step = 10s};
    for (int i = 0; i < 360; ++i)
        history.samples.push_back(down(i * 10s, i));
    for (std::size_t most = 2; most < 400; ++most) {
        CAPTURE(most);
        auto const thin = thinned(history, most);
        CHECK(thin.samples.size() <= most);
        CHECK(thin.samples.size() * 3 >= std::min<std::size_t>(most, 360));
        CHECK(thin.step % 10s == 0s);
        double sum = 0;
        for (auto const& sample : thin.samples)
            sum += sample.down * sample.count;
        CHECK(sum == doctest::Approx(359 * 360 / 2));
    }
}
