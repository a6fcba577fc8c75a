#include "core/policy/first_copies.hpp"
#include "core/policy/spread.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace shoal::policy;
using namespace std::chrono_literals;

TEST_CASE("spread: who passes pieces on is credited, who keeps them is not") {
    Spread spread;
    CHECK(spread.of(1) == 1);
    for (std::size_t piece = 0; piece < 20; ++piece) {
        spread.gave(1, piece);
        spread.gave(1, piece); // its next block
        spread.has(1, piece);  // its own HAVE is no merit
        spread.has(3, piece);
        spread.gave(2, 100 + piece);
    }
    CHECK(spread.of(1) == doctest::Approx(1));
    CHECK(spread.of(2) == doctest::Approx(1.0 / 21));
    for (std::size_t piece = 0; piece < 20; ++piece)
        spread.has(4, piece);
    CHECK(spread.of(1) > 1.5);
    spread.left(1);
    CHECK(spread.of(1) == 1);
}

TEST_CASE("first copies: no piece is told twice before each was once") {
    FirstCopies copies{100, 1};
    std::set<std::size_t> seen;
    shoal::SteadyTime const now{1h};
    for (PeerKey peer = 1; !copies.is_over(now); peer = peer % 4 + 1)
        for (std::size_t const piece : copies.tell(peer, 8)) {
            CHECK(seen.insert(piece).second);
            copies.gave(peer, piece);
        }
    CHECK(seen.size() == 100);
    CHECK(copies.tell(1, 8).empty());
}

TEST_CASE(
    "first copies: a peer knows of so many pieces ahead, and of one more for each it asks for") {
    FirstCopies copies{100, 1};
    auto const told = copies.tell(1, 8);
    CHECK(told.size() == 8);
    CHECK(copies.tell(1, 8).empty());
    copies.asked(1, told.front());
    copies.asked(1, told.front()); // its next block
    CHECK(copies.tell(1, 8).size() == 1);
}

TEST_CASE("first copies: what others have or asked for is not told") {
    FirstCopies copies{10, 1};
    for (std::size_t piece = 0; piece < 5; ++piece)
        copies.had(piece);
    copies.asked(7, 9);
    auto const told = copies.tell(1, 16);
    CHECK(std::set(told.begin(), told.end()) == std::set<std::size_t>{5, 6, 7, 8});
}

TEST_CASE("first copies: what an unserved peer was told of is told to others at the end") {
    FirstCopies copies{8, 1};
    copies.served(1);
    CHECK(copies.tell(1, 4).size() == 4);
    auto const others = copies.tell(2, 4);
    for (std::size_t const piece : others)
        copies.asked(2, piece);
    CHECK(copies.tell(2, 4).empty());
    copies.choked(1);
    CHECK(copies.tell(2, 4).size() == 4);
}

TEST_CASE("first copies: the last pieces of slow peers do not hold the others up for long") {
    FirstCopies copies{20, 1};
    shoal::SteadyTime const start{1h};
    auto now = start;
    auto const told = copies.tell(1, 20);
    CHECK(!copies.is_over(now));
    for (std::size_t const piece : told) {
        copies.asked(1, piece);
        now += 1s;
        CHECK(copies.is_over(now) == (now >= start + 15s));
    }
    FirstCopies stalled{1, 1};
    CHECK(stalled.tell(1, 1).size() == 1);
    CHECK(!stalled.is_over(now));
    CHECK(stalled.is_over(now + 3s));
}

TEST_CASE("first copies: what a peer took along when it left, or never asked for, leaves again") {
    FirstCopies copies{4, 1};
    auto const told = copies.tell(1, 3);
    copies.asked(1, told[0]);
    copies.asked(1, told[1]);
    copies.gave(1, told[0]);
    copies.had(told[1]); // it was passed on
    copies.left(1);
    auto const again = copies.tell(2, 4);
    CHECK(again.size() == 3);
    CHECK(std::ranges::find(again, told[1]) == again.end());
}

TEST_CASE("first copies: what a choked peer asked for stays its own") {
    FirstCopies copies{2, 1};
    copies.served(1);
    auto const told = copies.tell(1, 2);
    for (std::size_t const piece : told)
        copies.asked(1, piece);
    copies.gave(1, told[0]);
    copies.choked(1);
    CHECK(copies.tell(2, 2).empty());
    shoal::SteadyTime const now{1h};
    CHECK(!copies.is_over(now));
    copies.gave(1, told[1]);
    CHECK(copies.is_over(now));
}

TEST_CASE("first copies: who wants few pieces hears of all sooner or later") {
    FirstCopies copies{100, 1};
    std::set<std::size_t> seen;
    for (int i = 0; i < 60; ++i) {
        copies.passed_over(1);
        for (std::size_t const piece : copies.tell(1, 2))
            seen.insert(piece);
    }
    CHECK(seen.size() == 100);
}
