#include "core/policy/first_copies.hpp"
#include "core/policy/spread.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace shoal::policy;

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
    CHECK(spread.of(2) == doctest::Approx(4.0 / 24));
    for (std::size_t piece = 0; piece < 20; ++piece)
        spread.has(4, piece);
    CHECK(spread.of(1) > 1.5);
    spread.left(1);
    CHECK(spread.of(1) == 1);
}

TEST_CASE("first copies: no piece is suggested twice before each was once") {
    FirstCopies copies{100, 1};
    std::set<std::size_t> seen;
    for (PeerKey peer = 1; !copies.is_done(); peer = peer % 4 + 1)
        for (std::size_t const piece : copies.suggest(peer, 8)) {
            CHECK(seen.insert(piece).second);
            copies.asked(peer, piece);
        }
    CHECK(seen.size() == 100);
    CHECK(copies.suggest(1, 8).empty());
}

TEST_CASE("first copies: a peer is told of so many pieces ahead, not more") {
    FirstCopies copies{100, 1};
    auto const told = copies.suggest(1, 8);
    CHECK(told.size() == 8);
    CHECK(copies.suggest(1, 8).empty());
    copies.asked(1, told.front());
    CHECK(copies.suggest(1, 8).size() == 1);
}

TEST_CASE("first copies: what is there or asked for anyway is not suggested") {
    FirstCopies copies{10, 1};
    for (std::size_t piece = 0; piece < 5; ++piece)
        copies.spoken_for(piece);
    copies.asked(7, 9);
    auto const told = copies.suggest(1, 16);
    CHECK(std::set(told.begin(), told.end()) == std::set<std::size_t>{5, 6, 7, 8});
}

TEST_CASE(
    "first copies: what a peer was told of and did not ask for goes to others when it leaves") {
    FirstCopies copies{4, 1};
    auto const told = copies.suggest(1, 4);
    copies.asked(1, told.front());
    copies.left(1);
    CHECK(copies.suggest(2, 4).size() == 3);
}
