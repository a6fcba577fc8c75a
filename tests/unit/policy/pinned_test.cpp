// Peers that a user wants served always, beside those who have to earn it.

#include "core/policy/choker.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::policy;

namespace {

/// Peers that all want something; verdicts are obeyed at once.
class Table {
public:
    Table(int slots, std::size_t peers, bool seeding = false) : choker_({.fixed = slots}, 1) {
        for (std::size_t i = 0; i < peers; ++i)
            peers_.push_back({.key = i + 1, .name = i + 1, .interested = true, .seeding = seeding});
    }

    ChokePeer& operator[](std::size_t peer) { return peers_[peer]; }

    void decide() {
        verdicts_ = choker_.decide(now_, peers_);
        for (std::size_t i = 0; i < peers_.size(); ++i)
            peers_[i].unchoked = verdicts_[i].unchoke;
    }

    /// Each peer but the pinned gives, the last one most.
    void run(int seconds, auto const& check) {
        for (int i = 0; i < seconds; ++i) {
            now_ += 1s;
            for (ChokePeer& peer : peers_)
                peer.received += peer.pinned ? 0 : 1000 * static_cast<int>(peer.key);
            decide();
            check();
        }
    }

    void run(int seconds) {
        run(seconds, [] {});
    }

    [[nodiscard]] ChokeReason reason(std::size_t peer) const { return verdicts_[peer].reason; }

    [[nodiscard]] long by_hand() const {
        return std::ranges::count(verdicts_, ChokeReason::by_hand, &Verdict::reason);
    }

    /// Those who had to earn it.
    [[nodiscard]] long others() const {
        return std::ranges::count(verdicts_, true, &Verdict::unchoke) - by_hand();
    }

    [[nodiscard]] int dealt() const { return choker_.dealt(); }

private:
    Choker choker_;
    SteadyTime now_{std::chrono::hours{1}};
    std::vector<ChokePeer> peers_;
    std::vector<Verdict> verdicts_;
};

} // namespace

TEST_CASE("pinned: who gives nothing is served all the time, and no longer when it is unpinned") {
    Table table{4, 12};
    table.run(60);
    table[0].pinned = true;
    table.run(300, [&] { CHECK(table.reason(0) == ChokeReason::by_hand); });
    CHECK(table.others() == 3);
    CHECK(table.dealt() == 4);
    table[0].pinned = false;
    table[0].received = 0;
    table.run(12);
    CHECK(table.reason(0) != ChokeReason::by_hand);
}

TEST_CASE("pinned: a seed serves it in every turn, and the others go on having theirs") {
    Table table{3, 8, true};
    table[5].pinned = true;
    std::vector<int> turns(8);
    table.run(300, [&] {
        CHECK(table.reason(5) == ChokeReason::by_hand);
        for (std::size_t i = 0; i < turns.size(); ++i)
            turns[i] += table[i].unchoked ? 1 : 0;
    });
    CHECK(turns[5] == 300);
    for (int const seconds : turns)
        CHECK(seconds >= 40);
}

TEST_CASE("pinned: however many are, others keep half of the slots") {
    for (int const slots : {2, 3, 4, 7, 20}) {
        Table table{slots, 40};
        for (std::size_t i = 0; i < 20; ++i)
            table[i].pinned = true;
        CAPTURE(slots);
        table.run(120, [&] {
            CHECK(table.others() + table.by_hand() == slots);
            CHECK(table.others() * 2 >= slots);
        });
    }
}

TEST_CASE("pinned: a single slot is doubled, so that others have one as well") {
    Table table{1, 5};
    table[0].pinned = table[1].pinned = true;
    table.run(60, [&] {
        CHECK(table.reason(0) == ChokeReason::by_hand);
        CHECK(table.others() == 1);
        CHECK(table.dealt() == 2);
    });
}

TEST_CASE("pinned: where nobody is served it is not either") {
    Table table{0, 3};
    table[0].pinned = true;
    table.run(10, [&] { CHECK(table.reason(0) == ChokeReason::no_slots); });
}

TEST_CASE("pinned: who wants nothing leaves its slot to others, and has it again once it does") {
    Table table{2, 4};
    table[0].pinned = true;
    table.run(30);
    table[0].interested = false;
    table.run(12);
    CHECK(table.reason(0) == ChokeReason::uninterested);
    CHECK(table.others() == 2);
    table[0].interested = true;
    table.run(1);
    CHECK(table.reason(0) == ChokeReason::by_hand);
}

TEST_CASE("pinned: it is served at once, and nobody loses a slot before the next round") {
    Table table{4, 8};
    table.run(100);
    table[0].unchoked = table[0].pinned = false;
    table.decide();
    auto const before = table.others();
    table[0].pinned = true;
    table.decide();
    CHECK(table.reason(0) == ChokeReason::by_hand);
    CHECK(table.others() == before);
    CHECK(table.dealt() == before + 1);
    table.run(11);
    CHECK(table.others() == 3);
}
