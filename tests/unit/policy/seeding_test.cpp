#include "core/policy/first_copies.hpp"
#include "core/policy/lead.hpp"
#include "core/policy/spread.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
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
        spread.has(3 + piece % 4, piece);
        spread.gave(2, 100 + piece);
    }
    CHECK(spread.of(1) == doctest::Approx(1));
    CHECK(spread.of(2) == doctest::Approx(1.0 / 21));
}

TEST_CASE("spread: one witness is not believed more than a third of a peer's pieces") {
    Spread spread;
    for (std::size_t piece = 0; piece < 30; ++piece)
        spread.gave(1, piece);
    for (std::size_t piece = 0; piece < 30; ++piece)
        spread.has(2, piece); // a twin says so
    CHECK(spread.of(1) == doctest::Approx(12.0 / 31));
    for (std::size_t piece = 0; piece < 30; ++piece)
        for (PeerName witness = 3; witness < 6; ++witness)
            spread.has(witness, piece);
    CHECK(spread.of(1) > 1);
}

TEST_CASE("spread: who comes back within ten minutes is who it was") {
    shoal::SteadyTime const now{1h};
    Spread spread;
    for (std::size_t piece = 0; piece < 20; ++piece)
        spread.gave(1, piece);
    spread.left(1, now);
    CHECK(spread.of(1) < 0.1);
    spread.came(1);
    spread.left(9, now + 20min);
    CHECK(spread.of(1) < 0.1);
    spread.left(1, now + 20min);
    spread.left(9, now + 31min);
    CHECK(spread.of(1) == 1);
}

TEST_CASE("first copies: no piece is told twice before each was once") {
    FirstCopies copies{100, 1};
    std::set<std::size_t> seen;
    shoal::SteadyTime const now{1h};
    for (PeerKey peer = 1; !copies.is_over(now, 0); peer = peer % 4 + 1)
        for (std::size_t const piece : copies.tell(peer, 8)) {
            CHECK(seen.insert(piece).second);
            copies.gave(peer, piece);
            copies.had(piece);
        }
    CHECK(seen.size() == 100);
    CHECK(!copies.has_untold());
    CHECK(copies.tell(1, 8).empty());
}

TEST_CASE("first copies: a peer is owed so many pieces, and one more for each that it got") {
    FirstCopies copies{100, 1};
    CHECK(!copies.owes(1));
    auto const told = copies.tell(1, 2);
    CHECK(told.size() == 2);
    CHECK(copies.owes(1));
    CHECK(copies.tell(1, 2).empty());
    copies.gave(1, told.front());
    CHECK(copies.tell(1, 2).size() == 1);
    CHECK(copies.tell(1, 3).empty());
    CHECK(copies.tell(1, 20).size() == 18);
}

TEST_CASE("first copies: what others have or are owed is not told") {
    FirstCopies copies{10, 1};
    for (std::size_t piece = 0; piece < 5; ++piece)
        copies.had(piece);
    copies.asked(7, 9);
    CHECK(copies.owes(7));
    auto const told = copies.tell(1, 16);
    CHECK(std::set(told.begin(), told.end()) == std::set<std::size_t>{5, 6, 7, 8});
}

TEST_CASE("first copies: what a choked peer is owed others may have, after what nobody was told") {
    FirstCopies copies{4, 1};
    auto const told = copies.tell(1, 2);
    copies.choked(1);
    CHECK(!copies.owes(1));
    auto const first = copies.tell(2, 2);
    for (std::size_t const piece : first)
        CHECK(std::ranges::find(told, piece) == told.end());
    copies.asked(1, told.front()); // in its next turn it goes on
    CHECK(copies.owes(1));
    CHECK(copies.tell(2, 4).size() == 1);
}

TEST_CASE("first copies: the last pieces of slow peers do not hold the others up for long") {
    FirstCopies copies{20, 1};
    shoal::SteadyTime const start{1h};
    (void)copies.tell(1, 20);
    for (int second = 0; second < 20; ++second) // some bytes every second
        CHECK(copies.is_over(start + second * 1s, 1000 * second) == (second >= 15));
}

TEST_CASE(
    "first copies: when nothing is sent for three seconds the last pieces are not waited for") {
    FirstCopies copies{2, 1};
    shoal::SteadyTime const start{1h};
    (void)copies.tell(1, 2);
    CHECK(!copies.is_over(start, 1000));
    CHECK(!copies.is_over(start + 2900ms, 1000));
    CHECK(!copies.is_over(start + 2950ms, 1001)); // a byte, and the wait begins anew
    CHECK(!copies.is_over(start + 5900ms, 1001));
    CHECK(copies.is_over(start + 5950ms, 1001));
}

TEST_CASE("first copies: a halt counts only while there is nothing left to tell of") {
    FirstCopies copies{2, 1};
    shoal::SteadyTime const start{1h};
    (void)copies.tell(1, 1);
    CHECK(!copies.is_over(start, 1000));
    CHECK(!copies.is_over(start + 20s, 1000));
    (void)copies.tell(1, 2);
    CHECK(!copies.is_over(start + 21s, 1000));
    copies.choked(1); // what it was owed is to be told again
    CHECK(!copies.is_over(start + 30s, 1000));
    (void)copies.tell(2, 2);
    CHECK(!copies.is_over(start + 31s, 1000));
    CHECK(!copies.is_over(start + 33s, 1000));
    CHECK(copies.is_over(start + 34s, 1000));
}

TEST_CASE("first copies: what was sent and is announced by nobody leaves again, once") {
    FirstCopies copies{2, 1};
    shoal::SteadyTime const start{1h};
    auto const told = copies.tell(1, 2);
    copies.gave(1, told[0]);
    copies.gave(1, told[1]);
    copies.had(told[0]);
    CHECK(!copies.is_over(start, 2));
    CHECK(!copies.is_over(start + 4s, 2));
    CHECK(!copies.has_untold());
    CHECK(!copies.is_over(start + 5s, 2));
    CHECK(copies.tell(2, 2) == std::vector{told[1]});
    copies.gave(2, told[1]);
    CHECK(copies.is_over(start + 5s, 3));
}

TEST_CASE("first copies: what a peer took along when it left, or never got, leaves again") {
    FirstCopies copies{4, 1};
    auto const told = copies.tell(1, 3);
    copies.gave(1, told[0]);
    copies.gave(1, told[1]);
    copies.had(told[1]); // it was passed on
    copies.left(1);
    auto const again = copies.tell(2, 4);
    CHECK(again.size() == 3);
    CHECK(std::ranges::find(again, told[1]) == again.end());
}

TEST_CASE("lead: two pieces, and as many as left in the last half second") {
    shoal::policy::Lead lead;
    shoal::SteadyTime const start{1h};
    CHECK(lead.pieces(start) == 2);
    lead.left(start);
    lead.left(start + 100ms);
    CHECK(lead.pieces(start + 100ms) == 4);
    CHECK(lead.pieces(start + 499ms) == 4);
    CHECK(lead.pieces(start + 500ms) == 3);
    CHECK(lead.pieces(start + 1s) == 2);
}

namespace {

/// How many of 3000 pieces leave in 10 s for a peer that asks for each a round trip after it was
/// told of it, on a line that takes 100 a second.
int left_for_peer(shoal::SteadyTime::duration round_trip) {
    shoal::policy::FirstCopies copies{3000, 1};
    shoal::policy::Lead lead;
    shoal::SteadyTime const start{1h};
    shoal::SteadyTime line_is_free = start;
    std::deque<std::pair<shoal::SteadyTime, std::size_t>> requests;
    auto const tell = [&](shoal::SteadyTime now) {
        for (std::size_t const piece : copies.tell(1, lead.pieces(now)))
            requests.emplace_back(now + round_trip, piece);
    };
    int left = 0;
    for (tell(start); !requests.empty(); requests.pop_front()) {
        auto const [asked, piece] = requests.front();
        line_is_free = std::max(line_is_free, asked) + 10ms;
        if (line_is_free > start + 10s)
            break;
        copies.gave(1, piece);
        lead.left(line_is_free);
        tell(line_is_free);
        ++left;
    }
    return left;
}

} // namespace

TEST_CASE("lead: the line is full whatever the round trip, up to a quarter of a second") {
    CHECK(left_for_peer(1ms) > 980);
    CHECK(left_for_peer(100ms) > 900);
    CHECK(left_for_peer(240ms) > 800);
}
