#include "core/policy/trust.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::policy;

namespace {

constexpr api::PeerId some_id{'-', 'X', 'X'};
constexpr WallTime start{24h * 365 * 56};

api::PeerName peer(std::uint16_t port, api::PeerId id = {}) {
    return {{"127.0.0.1", port}, id};
}

/// A piece of which the peer sends bad blocks among good ones of another.
std::vector<api::Ban> catch_lying(Trust& trust, api::PeerName const& liar, int piece, WallTime now,
                                  int bad_blocks = 1) {
    std::vector<SuspectBlock> blocks{{peer(1), Sha1Digest{1}}};
    std::vector<Sha1Digest> good{Sha1Digest{1}};
    for (int b = 0; b < bad_blocks; ++b) {
        blocks.push_back({liar, Sha1Digest{9}});
        good.push_back(Sha1Digest{2});
    }
    CHECK(trust.piece_failed({1, piece}, std::move(blocks), true, now).empty());
    CHECK(trust.is_suspect({1, piece}));
    return trust.piece_passed({1, piece}, good, now);
}

} // namespace

TEST_CASE("trust: bad blocks cost their sender a day, with the evidence in words") {
    Trust trust;
    auto const bans = catch_lying(trust, peer(2), 17, start, 3);
    REQUIRE(bans.size() == 1);
    CHECK(bans[0].peer == peer(2));
    CHECK(bans[0].reason == "sent 3 bad blocks of piece 17");
    CHECK(bans[0].until == start + 24h);
    CHECK(trust.is_banned(peer(2), start + 23h));
    CHECK(!trust.is_banned(peer(2), start + 24h));
}

TEST_CASE("trust: who sent all of a bad piece is banned at once") {
    Trust trust;
    std::vector<SuspectBlock> const blocks(2, {peer(2), {}});
    auto const bans = trust.piece_failed({1, 4}, blocks, false, start);
    REQUIRE(bans.size() == 1);
    CHECK(bans[0].reason == "sent all of piece 4, which is bad");
}

TEST_CASE("trust: peers at the address of a banned one stay welcome") {
    Trust trust;
    REQUIRE(catch_lying(trust, peer(2, some_id), 0, start).size() == 1);
    CHECK(!trust.is_banned(peer(3), start));
    CHECK(!trust.is_banned(peer(3, api::PeerId{'-', 'Y', 'Y'}), start));
    CHECK(!trust.is_banned({{"127.0.0.2", 2}, some_id}, start));
}

TEST_CASE("trust: a banned peer is known by its id when it comes from another port") {
    Trust trust;
    REQUIRE(catch_lying(trust, peer(2, some_id), 0, start).size() == 1);
    CHECK(trust.is_banned(peer(50'000, some_id), start));
}

TEST_CASE("trust: peers that told no id are not taken for each other") {
    Trust trust;
    REQUIRE(catch_lying(trust, peer(2), 0, start).size() == 1);
    CHECK(!trust.is_banned(peer(3), start));
}

TEST_CASE("trust: a ban is told once, while it lasts") {
    Trust trust;
    CHECK(catch_lying(trust, peer(2), 0, start).size() == 1);
    CHECK(catch_lying(trust, peer(2), 1, start + 1h).empty());
    CHECK(trust.bans() == 1);
    CHECK(catch_lying(trust, peer(2), 2, start + 25h).size() == 1);
    CHECK(trust.bans() == 2);
}

TEST_CASE("trust: a ban that is lifted is over at once, for all who listen there") {
    Trust trust;
    (void)trust.ban_by_hand(peer(2), start);
    (void)trust.ban_by_hand(peer(2, some_id), start);
    (void)trust.ban_by_hand(peer(3), start);
    trust.lift_bans(peer(2).endpoint);
    CHECK(!trust.is_banned(peer(2), start));
    CHECK(!trust.is_banned(peer(50'000, some_id), start));
    CHECK(trust.is_banned(peer(3), start));
}

TEST_CASE("trust: the newest bans are kept, however many there are") {
    Trust trust;
    for (std::uint16_t port = 1000; port < 1000 + 5000; ++port)
        REQUIRE(catch_lying(trust, peer(port), port, start).size() == 1);
    CHECK(trust.is_banned(peer(5999), start));
    CHECK(!trust.is_banned(peer(1000), start));
}

TEST_CASE("trust: a ban by hand does not give way to those that are earned") {
    Trust trust;
    (void)trust.ban_by_hand(peer(2), start);
    for (std::uint16_t port = 1000; port < 1000 + 5000; ++port)
        REQUIRE(catch_lying(trust, peer(port), port, start).size() == 1);
    CHECK(trust.is_banned(peer(2), start));
    CHECK(trust.is_banned(peer(5999), start));
    CHECK(!trust.is_banned(peer(1000), start));
}

TEST_CASE("trust: of bans by hand alone the oldest gives way") {
    Trust trust;
    for (std::uint16_t port = 1000; port <= 1000 + most_bans; ++port)
        (void)trust.ban_by_hand(peer(port), start);
    CHECK(!trust.is_banned(peer(1000), start));
    CHECK(trust.is_banned(peer(1001), start));
    CHECK(trust.is_banned(peer(1000 + most_bans), start));
}

TEST_CASE("trust: who keeps refusing what it claims to have is put off for an hour") {
    Trust trust;
    for (int i = 0; i < 39; ++i)
        CHECK(!trust.behaved(peer(2), {.refused = 1}, start));
    auto const ban = trust.behaved(peer(2), {.refused = 1}, start);
    REQUIRE(ban);
    CHECK(ban->until == start + 1h);
    CHECK(!trust.is_banned(peer(3), start));
}

TEST_CASE("trust: who is banned by hand is so for a day from then on, whatever ban it had") {
    Trust trust{{{peer(2), {}, "earlier", start + 1h}}};
    auto const ban = trust.ban_by_hand(peer(2), start);
    CHECK(ban.reason == "by hand");
    CHECK(ban.until == start + 24h);
    CHECK(trust.is_banned(peer(2), start + 23h));
    CHECK(!trust.is_banned(peer(2), start + 24h));
}

TEST_CASE("trust: who keeps silent for eight minutes is put off") {
    Trust trust;
    for (int i = 0; i < 7; ++i)
        CHECK(!trust.behaved(peer(2), {.stalls = 1}, start));
    CHECK(trust.behaved(peer(2), {.stalls = 1}, start));
}

TEST_CASE("trust: what a peer delivers makes up for what it refuses") {
    Trust trust;
    for (int i = 0; i < 1000; ++i)
        CHECK(!trust.behaved(peer(2), {.delivered = 1, .refused = 1}, start));
    for (int i = 0; i < 1000; ++i)
        CHECK(!trust.behaved(peer(3), {.delivered = 5, .stalls = 1}, start));
}

TEST_CASE("standings: deliveries are not saved up") {
    Standings standings;
    CHECK(!standings.note(peer(2).endpoint, {.delivered = 1000}));
    CHECK(!standings.note(peer(2).endpoint, {.refused = 30}));
    CHECK(standings.points(peer(2).endpoint) == 30);
    CHECK(standings.note(peer(2).endpoint, {.stalls = 2}));
    CHECK(standings.points(peer(2).endpoint) == 0);
}
