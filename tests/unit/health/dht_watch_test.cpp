#include "core/health/dht_buckets.hpp"
#include "core/health/dht_node_id.hpp"
#include "tests/unit/health/paper_dht.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::health;
using namespace std::chrono_literals;
using shoal::test::PaperDht;

namespace {

DhtId id_of(std::string_view hex) {
    DhtId id{};
    REQUIRE(from_hex(hex, id));
    return id;
}

DhtEndpoint v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
    return {.address = {a, b, c, d}, .port = 1};
}

DhtPacket asked_by(DhtEndpoint const& node, SteadyTime at) {
    return {.at = at, .endpoint = node, .transaction = "x"};
}

/// Who eight nodes are next to, nearer than chance allows: ten bytes in common.
DhtId surround(PaperDht& dht) {
    auto const victim = dht.random_id();
    for (std::uint8_t i = 0; i < 8; ++i) {
        auto id = victim;
        for (std::size_t byte = 10; byte < id.size(); ++byte)
            id.at(byte) = static_cast<std::uint8_t>(i + byte);
        dht.add(id);
    }
    return victim;
}

} // namespace

TEST_CASE("dht ids: the examples of BEP 42 fit their addresses, and nobody else's") {
    struct Example {
        DhtEndpoint node;
        char const* id;
    };

    for (auto const& [node, id] :
         {Example{v4(124, 31, 75, 21), "5fbfbff10c5d6a4ec8a88e4c6ab4c28b95eee401"},
          Example{v4(21, 75, 31, 124), "5a3ce9c14e7a08645677bbd1cfe7d8f956d53256"},
          Example{v4(65, 23, 51, 170), "a5d43220bc8f112a3d426c84764f8c2a1150e616"},
          Example{v4(84, 124, 73, 14), "1b0321dd1bb1fe518101ceef99462b947a01ff41"},
          Example{v4(43, 213, 53, 83), "e56f6cbf5b7c4be0237986d5243b87aa6d51305a"}}) {
        CAPTURE(id);
        CHECK(fits_address(id_of(id), node) == true);
        CHECK(fits_address(id_of(id), v4(8, 8, 8, 8)) == false);
    }
    CHECK(!fits_address(DhtId{}, v4(192, 168, 1, 1))); // exempt: whoever has it chose it
    CHECK(!fits_address(DhtId{}, v4(127, 0, 0, 1)));
}

TEST_CASE("dht watch: replies have their time, silence is a timeout") {
    PaperDht dht{40, 1};
    DhtWatch watch;
    auto const target = dht.random_id();
    watch.want(target);
    auto const near = dht.nearest(target, 2);
    for (auto& node : dht.nodes)
        node.answers = node.endpoint != near[0].endpoint && node.endpoint != near[1].endpoint;
    dht.look_up(watch, target);
    auto const known = watch.session().asked;
    CHECK(known > 8);
    CHECK(watch.session().timeouts == 0); // they may yet answer
    CHECK(watch.session().reply_p50 == doctest::Approx(0.05));
    dht.pass(watch, 16s);
    CHECK(watch.session().timeouts == 3); // two nodes and the announce
    CHECK(watch.session().asked == known + 3);
}

TEST_CASE("dht watch: a lookup lasts from its first query to the announce") {
    PaperDht dht{400, 2};
    DhtWatch watch;
    auto const target = dht.random_id();
    watch.want(target);
    auto const began = dht.now;
    dht.look_up(watch, target);
    auto const took = std::chrono::duration<double>(dht.now - began).count();
    auto const view = watch.of({target});
    CHECK(view.lookups == 1);
    CHECK(view.lookups_failed == 0);
    CHECK(view.lookup_p50 == doctest::Approx(took).epsilon(0.01));
    CHECK(view.asked == watch.session().asked);
    CHECK(watch.session().lookups == 1);
}

TEST_CASE("dht watch: a lookup without an announce ends by silence, which is not in its time") {
    PaperDht dht{400, 3};
    DhtWatch watch;
    auto const target = dht.random_id();
    watch.want(target);
    auto const began = dht.now;
    dht.look_up(watch, target, false);
    REQUIRE(watch.session().lookups == 1);
    CHECK(*watch.session().lookup_p50 < 2);
    CHECK(dht.now - began > 20s);
}

TEST_CASE("dht watch: whom a liar names, and who is not there, hides nobody who answers") {
    PaperDht dht{60, 4};
    DhtWatch watch;
    auto const target = dht.random_id();
    watch.want(target);
    for (std::uint8_t i = 0; i < 16; ++i) { // nearer than anybody, and asked
        auto phantom = target;
        phantom.back() = static_cast<std::uint8_t>(phantom.back() ^ (i + 1U));
        dht.add(phantom);
        dht.nodes.back().answers = false;
    }
    dht.look_up(watch, target);
    CHECK(watch.session().lookups == 1);
    CHECK(watch.session().lookups_failed == 0);
    CHECK(watch.session().network_size);
}

TEST_CASE("dht watch: when nobody answers at all the lookup has failed, and has no neighbours") {
    PaperDht dht{20, 5};
    DhtWatch watch;
    auto const target = dht.random_id();
    watch.want(target);
    for (auto& node : dht.nodes)
        node.answers = false;
    dht.look_up(watch, target, false);
    dht.pass(watch, 25s);
    CHECK(watch.session().lookups_failed == 1);
    CHECK(watch.session().timeouts == watch.session().asked);
    CHECK(!watch.session().network_size);
}

TEST_CASE("dht watch: queries that keep the routing table fresh are no lookups") {
    PaperDht dht{1, 6};
    DhtWatch watch;
    dht.look_up(watch, dht.random_id());
    dht.pass(watch, 30s);
    CHECK(watch.session().asked > 0);
    CHECK(watch.session().lookups == 0);
    CHECK(!watch.session().network_size);
}

TEST_CASE("dht watch: the network's size shows in lookups, within a third after ten") {
    PaperDht dht{5000, 7};
    DhtWatch watch;
    for (int i = 0; i < 10; ++i) {
        auto const target = dht.random_id();
        watch.want(target);
        dht.look_up(watch, target);
    }
    REQUIRE(watch.session().network_size);
    CHECK(*watch.session().network_size > 5000 * 0.67);
    CHECK(*watch.session().network_size < 5000 * 1.5);
}

TEST_CASE("dht watch: who surrounds an info-hash is seen, by its torrent and by the session") {
    PaperDht dht{3000, 8};
    DhtWatch watch;
    auto const victim = surround(dht);
    auto const other = dht.random_id();
    for (auto const& target : {victim, other})
        watch.want(target);
    for (int i = 0; i < 12; ++i) {
        auto const target = dht.random_id();
        watch.want(target);
        dht.look_up(watch, target);
    }
    dht.look_up(watch, other);
    CHECK(watch.session().eclipse.empty());
    dht.look_up(watch, victim);
    CHECK(watch.of({victim}).eclipse.find(to_hex(victim)) != std::string::npos);
    CHECK(watch.of({other}).eclipse.empty());
    CHECK(!watch.session().eclipse.empty());
    watch.forget(victim);
    CHECK(watch.session().eclipse.empty());
}

TEST_CASE("dht watch: the DHT of IPv6, which is sparser, makes none of IPv4's look surrounded") {
    PaperDht of_v4{5000, 11};
    PaperDht of_v6{300, 12, true};
    DhtWatch watch;
    std::vector<DhtId> targets;
    for (int i = 0; i < 12; ++i) {
        auto const& target = targets.emplace_back(of_v4.random_id());
        watch.want(target);
        of_v4.now = of_v6.now = std::max(of_v4.now, of_v6.now);
        of_v4.look_up(watch, target);
        of_v6.look_up(watch, target);
    }
    of_v4.now = of_v6.now;
    of_v4.look_up(watch, targets.front());
    CHECK(watch.session().eclipse.empty());
    for (auto const& target : targets)
        CHECK(watch.of({target}).eclipse.empty());
    CHECK(*watch.session().network_size > 5000 * 0.67);
    CHECK(*watch.session().network_size < 5000 * 1.5);
}

TEST_CASE("dht watch: who surrounds an info-hash in one DHT is not hidden by the other") {
    PaperDht of_v4{3000, 13};
    PaperDht of_v6{300, 14, true};
    DhtWatch watch;
    auto const look_up = [&](DhtId const& target) {
        watch.want(target);
        of_v4.look_up(watch, target);
        of_v6.now = of_v4.now;
        of_v6.look_up(watch, target);
        of_v4.now = of_v6.now;
    };
    for (int i = 0; i < 12; ++i)
        look_up(of_v4.random_id());
    auto const victim = surround(of_v4);
    look_up(victim);
    CHECK(!watch.of({victim}).eclipse.empty());
    CHECK(!watch.session().eclipse.empty());
}

TEST_CASE("dht watch: a suspicion lasts no longer than the lookups that it comes from") {
    PaperDht dht{3000, 15};
    DhtWatch watch;
    for (int i = 0; i < 12; ++i) {
        auto const target = dht.random_id();
        watch.want(target);
        dht.look_up(watch, target);
    }
    auto const victim = surround(dht);
    watch.want(victim);
    dht.look_up(watch, victim);
    dht.pass(watch, 59min);
    CHECK(!watch.session().eclipse.empty());
    dht.pass(watch, 2min);
    CHECK(watch.session().eclipse.empty());
    CHECK(watch.of({victim}).eclipse.empty());
}

TEST_CASE("dht watch: among two thousand torrents chance alone surrounds none") {
    PaperDht dht{400, 16};
    DhtWatch watch;
    std::vector<DhtId> targets;
    for (int i = 0; i < 2000; ++i)
        watch.want(targets.emplace_back(dht.random_id()));
    for (auto const& target : targets)
        dht.look_up(watch, target);
    CHECK(std::ranges::all_of(
        targets, [&](DhtId const& target) { return watch.of({target}).eclipse.empty(); }));
}

TEST_CASE("dht watch: ids that do not fit are counted among those who answered") {
    PaperDht dht{300, 9}; // random ids: one in 2^18 fits
    DhtWatch watch;
    auto const target = dht.random_id();
    watch.want(target);
    dht.look_up(watch, target);
    CHECK(watch.session().fitting_ids == 0.0);
    CHECK(watch.of({target}).fitting_ids == 0.0);
}

TEST_CASE("dht watch: lookups are forgotten after an hour") {
    PaperDht dht{100, 10};
    DhtWatch watch;
    auto const target = dht.random_id();
    watch.want(target);
    dht.look_up(watch, target);
    dht.pass(watch, 59min);
    CHECK(watch.session().lookups == 1);
    dht.look_up(watch, target);
    CHECK(watch.of({target}).lookups == 2);
    dht.pass(watch, 2min);
    CHECK(watch.of({target}).lookups == 1);
}

TEST_CASE("dht watch: a node that we did not ask of late has come to us") {
    DhtWatch watch;
    SteadyTime const now{1h};
    auto const stranger = v4(1, 2, 3, 4);
    auto const friend_of_ours = v4(5, 6, 7, 8);
    CHECK(!watch.visited());
    watch.observe({.at = now, .is_outgoing = true, .endpoint = friend_of_ours, .transaction = "a"});
    watch.observe(asked_by(friend_of_ours, now + 1min));
    CHECK(!watch.visited()); // our router let it in for our query
    watch.observe(asked_by(stranger, now + 2min));
    CHECK(watch.visited() == now + 2min);
    watch.observe(asked_by(friend_of_ours, now + 6min));
    CHECK(watch.visited() == now + 6min);
}

TEST_CASE("dht watch: who asks more than can be remembered takes nobody for a visitor") {
    DhtWatch watch;
    SteadyTime now{1h};
    auto const friend_of_ours = v4(5, 6, 7, 8);
    watch.observe({.at = now, .is_outgoing = true, .endpoint = friend_of_ours, .transaction = "a"});
    for (std::size_t i = 0; i < DhtVisits::most; ++i) {
        now += 10ms;
        watch.observe({.at = now,
                       .is_outgoing = true,
                       .endpoint = v4(10, 0, static_cast<std::uint8_t>(i >> 8U),
                                      static_cast<std::uint8_t>(i)),
                       .transaction = "b"});
    }
    watch.observe(asked_by(friend_of_ours, now + 10ms));
    CHECK(!watch.visited());
    watch.observe(asked_by(v4(1, 2, 3, 4), now + 6min));
    CHECK(watch.visited() == now + 6min);
}

TEST_CASE("dht: our announces say when, to how many nodes, and who kept them") {
    DhtWatch watch;
    test::PaperDht dht{100, 1};
    auto const target = dht.random_id();
    watch.want(target);
    CHECK(!watch.announced({target}, dht.now).ago);
    auto const announce = [&](int nodes, int answers) {
        for (int i = 0; i < nodes; ++i) {
            auto const transaction = std::to_string(1000 + i);
            auto const& node = dht.nodes[static_cast<std::size_t>(i)];
            watch.observe({.at = dht.now,
                           .is_outgoing = true,
                           .endpoint = node.endpoint,
                           .transaction = transaction,
                           .method = DhtMethod::announce_peer,
                           .target = target});
            if (i < answers)
                watch.observe({.at = dht.now,
                               .kind = i == 0 ? DhtKind::error : DhtKind::reply,
                               .endpoint = node.endpoint,
                               .transaction = transaction});
        }
    };
    announce(8, 6);
    dht.pass(watch, 20s);
    auto const first = watch.announced({target}, dht.now);
    CHECK(first.told == 8);
    CHECK(first.stored == 5); // one refused
    CHECK(first.ago == doctest::Approx(20));
    dht.pass(watch, 15min);
    announce(3, 3);
    CHECK(watch.announced({target}, dht.now).told == 3); // a round of its own
    watch.forget(target);
    CHECK(watch.announced({target}, dht.now).told == 0);
}

TEST_CASE("dht: a bucket with nodes that nothing was heard of for 15 minutes is stale") {
    DhtBuckets buckets;
    SteadyTime const start{1h};
    DhtId const ours{};
    CHECK(buckets.stale(false, {8, 8, 3}, start) == 0); // who we are is not known
    buckets.meet(false, ours, start);
    auto const hear = [&](std::uint8_t first_byte, SteadyTime at) {
        DhtPacket packet;
        packet.at = at;
        packet.kind = DhtKind::reply;
        packet.id = DhtId{};
        packet.id->front() = first_byte;
        buckets.hear(packet);
    };
    CHECK(buckets.stale(false, {8, 8, 3}, start + 14min) == 0);
    CHECK(buckets.stale(false, {8, 8, 3}, start + 15min) == 3);
    hear(0x80, start + 10min); // no bit as ours
    hear(0x01, start + 10min); // seven: in the last of three
    CHECK(buckets.stale(false, {8, 8, 3}, start + 15min) == 1);
    CHECK(buckets.stale(false, {8, 0, 3}, start + 15min) == 0);
    buckets.meet(false, ours, start + 20min); // as before
    CHECK(buckets.stale(false, {8, 8, 3}, start + 25min) == 3);
}
