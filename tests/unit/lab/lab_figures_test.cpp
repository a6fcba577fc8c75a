#include "core/lab/lab_figures.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using api::LabPeer;
using api::LabRole;

namespace {

constexpr std::int64_t size = 1000;

LabPeer seed(std::int64_t uploaded = 0) {
    return {.role = LabRole::seed, .uploaded = uploaded, .done = 1};
}

/// A downloader that has it all `seconds` after it arrived.
LabPeer whole(double seconds, double arrived = 0, LabRole role = LabRole::leech) {
    return {.role = role, .arrived = arrived, .seconds = seconds, .done = 1};
}

LabPeer part(double done, LabRole role = LabRole::leech) {
    return {.role = role, .done = done};
}

} // namespace

TEST_CASE("lab figures: percentiles are nearest ranks") {
    CHECK(lab::percentile({}, 50) == 0);
    CHECK(lab::percentile({7}, 1) == 7);
    CHECK(lab::percentile({4, 1, 3, 2}, 50) == 2);
    CHECK(lab::percentile({5, 1, 4, 2, 3}, 50) == 3);
    CHECK(lab::percentile({4, 1, 3, 2}, 99) == 4);
    std::vector<double> hundred;
    for (int i = 1; i <= 200; ++i)
        hundred.push_back(i);
    CHECK(lab::percentile(hundred, 99) == 198);
}

TEST_CASE("lab figures: Jain's index is 1 when all have the same, 1/n when one has all") {
    CHECK(lab::jain({}) == 0);
    CHECK(lab::jain({0, 0}) == 0);
    CHECK(lab::jain({3, 3, 3}) == doctest::Approx(1));
    CHECK(lab::jain({8, 0, 0, 0}) == doctest::Approx(0.25));
    CHECK(lab::jain({1, 2}) == doctest::Approx(0.9));
}

TEST_CASE("lab figures: speed is counted from arrival to completion, departure or now") {
    CHECK(lab::speed(whole(10, 50), size, 100) == doctest::Approx(100));
    CHECK(lab::speed(part(0.5), size, 100) == doctest::Approx(5));
    auto gone = part(0.5);
    gone.arrived = 10;
    gone.left = 20;
    CHECK(lab::speed(gone, size, 100) == doctest::Approx(50));
}

TEST_CASE("lab figures: completion times by role, of those who completed") {
    auto const figures = lab::figures(
        {seed(), whole(2), whole(4), part(0.5), whole(8, 0, LabRole::free_rider)}, size, 10);
    CHECK(figures.contributors.members == 3);
    CHECK(figures.contributors.complete == 2);
    CHECK(figures.contributors.p50 == 2);
    CHECK(figures.contributors.max == 4);
    CHECK(figures.free_riders.p50 == 8);
    CHECK(figures.all.members == 4);
    CHECK(figures.all.max == 8);
}

TEST_CASE("lab figures: copies count from the start, with the seed's and without the liar's") {
    LabPeer const liar{.role = LabRole::liar, .done = 1};
    auto const copies =
        lab::figures({seed(), liar, whole(2, 1), whole(9), whole(5), part(0)}, size, 10).copies;
    CHECK(copies.two == 3);  // the seed, and the first leech
    CHECK(copies.four == 9); // the seed, and all three
    CHECK(copies.half == 5); // 3 of 5
    CHECK(!copies.all);
    CHECK(lab::figures({seed(), whole(2)}, size, 10).copies.all == 2);
    CHECK(!lab::figures({seed(), whole(2)}, size, 10).copies.four);
}

TEST_CASE("lab figures: waste is over what downloaders obtained, seeds' uploads over the size") {
    auto first = whole(1);
    first.wasted = 30;
    auto second = part(0.5);
    second.wasted = 15;
    auto const figures = lab::figures({seed(800), seed(450), first, second}, size, 10);
    CHECK(figures.wasted_share == doctest::Approx(0.03));
    CHECK(figures.seed_copies == doctest::Approx(1.25));
}

TEST_CASE("lab figures: free riders' mean speed over the contributors'") {
    CHECK(lab::figures({seed(), whole(2), whole(4), whole(8, 0, LabRole::free_rider)}, size, 10)
              .free_riding == doctest::Approx(125.0 / 375.0));
    CHECK(lab::figures({seed(), whole(2), part(0, LabRole::free_rider)}, size, 10).free_riding ==
          0);
    CHECK(lab::figures({seed(), whole(2)}, size, 10).free_riding == 0);
}

TEST_CASE("lab figures: fairness is among contributors alone") {
    auto const figures =
        lab::figures({seed(), whole(2), whole(2), part(0.1, LabRole::free_rider)}, size, 10);
    CHECK(figures.fairness == doctest::Approx(1));
}

TEST_CASE("lab figures: a victim that banned a liar is avenged, whoever else it banned") {
    LabPeer const liar{.name = "liar-1", .role = LabRole::liar, .done = 1};
    auto const downloader = [](std::int64_t failed, std::vector<std::string> banned) {
        return LabPeer{.pieces_failed = failed, .banned = std::move(banned)};
    };
    auto const trust = lab::figures({seed(), liar, downloader(2, {"liar-1"}), downloader(1, {}),
                                     downloader(1, {"leech-1", "liar-1"}), downloader(0, {})},
                                    size, 10)
                           .trust;
    CHECK(trust.victims == 3);
    CHECK(trust.avenged == 2);
    CHECK(trust.innocents == 1);
}

TEST_CASE("lab figures: a ban of nobody known, and one by a seed, count as innocents'") {
    auto fooled = seed();
    fooled.banned = {"leech-1"};
    LabPeer const leech{.banned = {"127.0.0.1:9"}};
    auto const trust = lab::figures({fooled, leech}, size, 10).trust;
    CHECK(trust.victims == 0);
    CHECK(trust.innocents == 2);
}
