#include "tests/unit/health/paper_dht.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace shoal;
using namespace shoal::health;
using shoal::test::PaperDht;

namespace {

DhtNeighbours around(PaperDht const& dht, DhtId const& target) {
    auto const near = dht.nearest(target, 8);
    return {8, dht_distance(near.back().id, target)};
}

/// What eight nodes of a DHT `density` times as large would show, without making them all: their
/// distances are a Poisson process.
DhtNeighbours drawn(std::mt19937& lots, double density) {
    std::gamma_distribution<double> eighth{8, 1};
    return {8, eighth(lots) / density};
}

DhtId numbered(unsigned number) {
    DhtId id{};
    for (std::size_t i = 0; i < 4; ++i)
        id.at(i) = static_cast<std::uint8_t>(number >> (8 * i));
    return id;
}

/// Of `runs` targets with nodes `factor` times as dense as elsewhere: the share that is suspected.
double suspected(double factor, int runs) {
    constexpr double density = 5e6;
    std::mt19937 lots{7};
    int found = 0;
    for (int run = 0; run < runs; ++run) {
        DhtCensus census;
        for (unsigned i = 1; i <= 20; ++i)
            census.put(numbered(i), drawn(lots, density));
        auto const verdict = census.judge(numbered(0), drawn(lots, density * factor));
        REQUIRE(verdict);
        found += verdict->chance < DhtCensus::unlikely ? 1 : 0;
    }
    return found / static_cast<double>(runs);
}

} // namespace

TEST_CASE("dht census: the size of a network with random ids is found within its stated error") {
    constexpr int nodes = 3000;
    constexpr int runs = 60;
    double sum = 0;
    double squares = 0;
    for (unsigned seed = 0; seed < runs; ++seed) {
        PaperDht dht{nodes, seed};
        DhtCensus census;
        for (int i = 0; i < 25; ++i) {
            auto const target = dht.random_id();
            census.put(target, around(dht, target));
        }
        double const off = *census.size() / nodes - 1;
        sum += off;
        squares += off * off;
    }
    double const error = std::sqrt(squares / runs);
    MESSAGE("bias ", sum / runs, ", standard error ", error);
    CHECK(std::abs(sum / runs) < 0.03);
    CHECK(error < 0.1); // 1/√200 = 0.07
}

TEST_CASE("dht census: a network smaller than a bucket shows no density") {
    PaperDht const dht{4, 1};
    DhtCensus census;
    census.put(numbered(1), {4, dht_distance(dht.nearest(numbered(1), 8).back().id, {})});
    CHECK(!census.size());
}

TEST_CASE("dht census: one target in a thousand looks surrounded when nobody does it") {
    auto const share = suspected(1, 20'000);
    MESSAGE("false alarms ", share);
    CHECK(share < 0.002);
    CHECK(share > 0.0002); // else the test is blunter than it says
}

TEST_CASE("dht census: eight nodes sixteen times as dense as elsewhere are suspected") {
    MESSAGE("found: 4 times ", suspected(4, 2000), ", 8 times ", suspected(8, 2000));
    CHECK(suspected(16, 2000) > 0.99);
    CHECK(suspected(8, 2000) > 0.9);
}

TEST_CASE("dht census: nobody is suspected before the rest of the network is known") {
    std::mt19937 lots{1};
    DhtCensus census;
    for (unsigned i = 1; i <= 7; ++i)
        census.put(numbered(i), drawn(lots, 1e6));
    census.put(numbered(0), drawn(lots, 1e12));
    CHECK(!census.judge(numbered(0), drawn(lots, 1e12))); // its own does not count as elsewhere
    census.put(numbered(8), drawn(lots, 1e6));
    CHECK(census.judge(numbered(0), drawn(lots, 1e12)));
}

TEST_CASE(
    "dht census: eight nodes with the target's own id are the surest case, not an unknown one") {
    std::mt19937 lots{2};
    DhtCensus census;
    for (unsigned i = 1; i <= 8; ++i)
        census.put(numbered(i), drawn(lots, 1e6));
    auto const verdict = census.judge(numbered(0), {8, 0});
    REQUIRE(verdict);
    CHECK(verdict->chance < 1e-9); // that of something that is no number is not less than any
    CHECK(std::isfinite(verdict->denser));
}
