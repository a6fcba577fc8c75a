#include "core/policy/suspects.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace shoal;
using namespace shoal::policy;

namespace {

api::PeerName peer(int number) {
    return {{"127.0.0.1", static_cast<std::uint16_t>(6000 + number)}, {}};
}

/// What the block's bytes hash to; another for each lie.
Sha1Digest digest(int block, unsigned lie = 0) {
    Sha1Digest made{static_cast<std::uint8_t>(block), static_cast<std::uint8_t>(block >> 8)};
    made[2] = static_cast<std::uint8_t>(lie);
    return made;
}

SuspectBlock from(int sender, int block, unsigned lie = 0) {
    return {peer(sender), digest(block, lie)};
}

std::vector<Sha1Digest> good(int blocks) {
    std::vector<Sha1Digest> digests;
    for (int b = 0; b < blocks; ++b)
        digests.push_back(digest(b));
    return digests;
}

std::map<api::PeerName, int> by_peer(std::vector<Guilty> const& guilty) {
    std::map<api::PeerName, int> counts;
    for (auto const& [who, blocks] : guilty)
        counts[who] += blocks;
    return counts;
}

/// Peers 0 to 5, some of whom lie now and then, fetch pieces until each passes.
class Swarm {
public:
    explicit Swarm(unsigned seed, std::size_t memory) : random_(seed), suspects_(memory) {
        for (int p = 0; p < 6; ++p)
            if (chance(0.3))
                liars_.insert(peer(p));
    }

    void run(int pieces) {
        std::vector<int> open;
        for (int p = 0; p < pieces; ++p)
            open.push_back(p);
        for (int tries = 0; !open.empty() && tries < 1000; ++tries) {
            auto const at = random_() % open.size();
            // In the end somebody honest sends what is missing.
            if (fetch(open[at], tries > 500))
                open.erase(open.begin() + static_cast<std::ptrdiff_t>(at));
        }
        REQUIRE(open.empty());
    }

    std::set<api::PeerName> lied; ///< in a block of a piece that failed
    std::set<api::PeerName> convicted;

private:
    bool chance(double p) { return std::uniform_real_distribution<>{}(random_) < p; }

    bool fetch(int piece, bool honestly) {
        std::vector<SuspectBlock> blocks;
        std::set<api::PeerName> lying;
        for (int b = 0; b < blocks_in_piece; ++b) {
            int const sender = static_cast<int>(random_() % 6);
            bool const lies = !honestly && liars_.contains(peer(sender)) && chance(0.2);
            blocks.push_back(from(sender, b, lies ? 1U + static_cast<unsigned>(random_() % 3) : 0));
            if (chance(0.05))
                blocks.back().sender.reset();
            else if (lies)
                lying.insert(peer(sender));
        }
        auto const is_bad = [](SuspectBlock const& block) {
            return block.digest[2] != 0;
        };
        if (std::ranges::none_of(blocks, is_bad)) {
            for (auto const& guilty : suspects_.passed({1, piece}, good(blocks_in_piece)))
                convicted.insert(guilty.peer);
            return true;
        }
        lied.insert(lying.begin(), lying.end());
        if (auto const guilty = suspects_.failed({1, piece}, std::move(blocks), true))
            convicted.insert(guilty->peer);
        return false;
    }

    static constexpr int blocks_in_piece = 8;
    std::mt19937 random_;
    std::set<api::PeerName> liars_;
    Suspects suspects_;
};

} // namespace

TEST_CASE("suspects: who sent all of a failed piece is guilty at once") {
    Suspects suspects;
    auto const guilty = suspects.failed({1, 7}, {from(1, 0), from(1, 1)}, false);
    REQUIRE(guilty);
    CHECK(guilty->peer == peer(1));
    CHECK(guilty->blocks == 2);
}

TEST_CASE("suspects: nobody is guilty of a piece of which somebody unknown sent a part") {
    Suspects suspects;
    CHECK(!suspects.failed({1, 7}, {from(1, 0), {std::nullopt, digest(1, 1)}}, true));
    CHECK(suspects.passed({1, 7}, good(2)).empty());
}

TEST_CASE("suspects: the sender of the block that changed is guilty, its company is not") {
    Suspects suspects;
    CHECK(!suspects.failed({1, 7}, {from(1, 0), from(2, 1, 9), from(3, 2)}, true));
    CHECK(suspects.remembers({1, 7}));
    CHECK(!suspects.remembers({2, 7}));
    auto const guilty = suspects.passed({1, 7}, good(3));
    REQUIRE(guilty.size() == 1);
    CHECK(guilty[0].peer == peer(2));
    CHECK(guilty[0].blocks == 1);
    CHECK(!suspects.remembers({1, 7}));
}

TEST_CASE("suspects: a piece that failed thrice tells of all three") {
    Suspects suspects;
    CHECK(!suspects.failed({1, 7}, {from(1, 0, 1), from(2, 1)}, true));
    CHECK(!suspects.failed({1, 7}, {from(3, 0), from(4, 1, 1)}, true));
    CHECK(!suspects.failed({1, 7}, {from(1, 0, 2), from(3, 1)}, true));
    auto const counts = by_peer(suspects.passed({1, 7}, good(2)));
    CHECK(counts == std::map<api::PeerName, int>{{peer(1), 2}, {peer(4), 1}});
}

TEST_CASE("suspects: without digests a mixed piece tells nothing, then or later") {
    Suspects suspects;
    CHECK(!suspects.failed({1, 7}, {from(1, 0, 1), from(2, 1)}, false));
    CHECK(!suspects.remembers({1, 7}));
}

TEST_CASE("suspects: memory is bounded; the oldest failure is forgotten first") {
    Suspects suspects{4};
    for (int piece = 0; piece < 3; ++piece)
        CHECK(!suspects.failed({1, piece}, {from(1, 0, 1), from(2, 1)}, true));
    CHECK(!suspects.remembers({1, 0}));
    CHECK(suspects.remembers({1, 1}));
    CHECK(suspects.remembers({1, 2}));
    // A piece that would not fit alone pushes nobody out.
    CHECK(!suspects.failed({1, 9}, {from(1, 0, 1), from(2, 1), from(1, 2), from(1, 3), from(1, 4)},
                           true));
    CHECK(suspects.remembers({1, 1}));
    // What was settled makes room.
    CHECK(suspects.passed({1, 1}, good(2)).size() == 1);
    CHECK(!suspects.failed({1, 3}, {from(1, 0, 1), from(2, 1)}, true));
    CHECK(suspects.remembers({1, 2}));
}

TEST_CASE("suspects: in any swarm all who sent bad blocks are found, and nobody else") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        Swarm swarm{seed, 16'384};
        swarm.run(20);
        CHECK(swarm.convicted == swarm.lied);
    }
}

TEST_CASE("suspects: too little memory lets liars go, and convicts no innocent") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        Swarm swarm{seed, 16};
        swarm.run(20);
        CHECK(std::ranges::includes(swarm.lied, swarm.convicted));
    }
}
