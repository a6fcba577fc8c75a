#include "tests/unit/engine/session_bench.hpp"

using namespace shoal;
using namespace shoal::engine;

// What the session adds to looks at a swarm, and what it answers about them.

namespace {

constexpr auto magnet = "magnet:?xt=urn:btih:0123456789012345678901234567890123456789"
                        "&tr=http%3A%2F%2Fone%2Fannounce&tr=http%3A%2F%2Ftwo%2Fannounce";

/// A magnet's torrent that nobody is met for.
health::Sample lonely(Bench const& bench) {
    health::Sample sample;
    sample.at = bench.clock.now();
    sample.wall = bench.clock.wall();
    sample.us.has_metadata = true;
    sample.us.wanted = 100;
    return sample;
}

template <class View, class Question>
Result<View> ask(Bench& bench, Question question) {
    Result<View> view = fail(Errc::internal, "not answered");
    bench.session.answer(question, [&](Result<api::Answer> answer) {
        view = std::move(answer).map([](api::Answer told) { return std::get<View>(told); });
    });
    bench.clock.advance(4s); // so long it would wait for a look
    bench.tick();
    return view;
}

} // namespace

TEST_CASE("session: trackers that fail are part of the diagnosis, with what they said") {
    Bench bench;
    auto const id = bench.add({.source = magnet, .dir = bench.dir / "out"});
    bench.say(Trouble{id, "not registered", "http://one/announce", true});
    bench.say(Trouble{id, "timed out", "http://two/announce"});
    bench.say(SwarmSeen{id, lonely(bench)});
    auto const why = ask<api::WhyView>(bench, api::WhyOf{id});
    REQUIRE(why);
    REQUIRE(why->causes.size() == 2);
    CHECK(why->causes[0].cause == "tracker_refuses");
    CHECK(why->causes[0].evidence[0] == "http://one/announce: not registered, for 0s");
    CHECK(why->causes[1].cause == "trackers_unreachable");
}

TEST_CASE("session: a limit that was raised is no cause any more") {
    Bench bench;
    auto const id = bench.add({.source = magnet, .dir = bench.dir / "out"});
    for (std::int64_t const limit : {30'000, 500'000}) {
        bench.session.handle(api::Command{api::Configure{{.limits = {.down = limit}}}},
                             [](auto const&) {});
        auto sample = lonely(bench);
        sample.us.down_rate = 29'000;
        bench.say(SwarmSeen{id, std::move(sample)});
        auto const why = ask<api::WhyView>(bench, api::WhyOf{id});
        REQUIRE(why);
        CHECK(why->causes.empty() == (limit > 30'000));
    }
}

TEST_CASE("session: a tracker that works again is no cause any more") {
    Bench bench;
    auto const id = bench.add({.source = magnet, .dir = bench.dir / "out"});
    bench.say(Trouble{id, "timed out", "http://one/announce"});
    bench.say(Recovered{id, "http://one/announce", 5});
    bench.say(SwarmSeen{id, lonely(bench)});
    CHECK(ask<api::WhyView>(bench, api::WhyOf{id})->causes.empty());
    auto const health = ask<api::HealthView>(bench, api::HealthOf{id});
    CHECK(health->discovery.trackers == 2);
    CHECK(health->discovery.trackers_working == 2);
}

namespace {

/// A lookup of one node that answers, over in a second: packets of the DHT.
DhtHeard lookup(health::DhtId const& target, SteadyTime at) {
    health::DhtEndpoint const node{.address = {93, 184, 216, 34}, .port = 6881};
    DhtHeard heard;
    auto const asked = [&](health::DhtMethod method, std::chrono::milliseconds later) {
        heard.packets.push_back({.at = at + later,
                                 .is_outgoing = true,
                                 .endpoint = node,
                                 .transaction = "aa",
                                 .method = method,
                                 .target = target});
    };
    asked(health::DhtMethod::get_peers, 0ms);
    heard.packets.push_back({.at = at + 200ms,
                             .kind = health::DhtKind::reply,
                             .endpoint = node,
                             .transaction = "aa",
                             .id = target});
    asked(health::DhtMethod::announce_peer, 1000ms);
    return heard;
}

health::DhtId target_of(std::string_view hex) {
    health::DhtId target{};
    REQUIRE(from_hex(hex, target));
    return target;
}

} // namespace

TEST_CASE("session: a lookup counts for the torrent whose hash was looked up, v2's cut short") {
    Bench bench;
    auto const v1 = bench.add(
        {.source = "magnet:?xt=urn:btih:" + std::string(40, '1'), .dir = bench.dir / "out"});
    auto const v2 = bench.add(
        {.source = "magnet:?xt=urn:btmh:1220" + std::string(64, '2'), .dir = bench.dir / "out"});
    for (auto const id : {v1, v2})
        bench.say(Joined{id});
    bench.tick();
    bench.say(lookup(target_of(std::string(40, '2')), bench.clock.now()));
    for (auto const id : {v1, v2})
        bench.say(SwarmSeen{id, lonely(bench)});
    auto const seen = ask<api::HealthView>(bench, api::HealthOf{v2});
    REQUIRE(seen);
    CHECK(seen->dht.lookups == 1);
    CHECK(seen->dht.lookup_p50 == doctest::Approx(1.0));
    CHECK(seen->dht.reply_p50 == doctest::Approx(0.2));
    CHECK(ask<api::HealthView>(bench, api::HealthOf{v1})->dht.lookups == 0);
    auto const figures = ask<api::SessionFigures>(bench, api::FiguresOf{});
    CHECK(figures->dht_seen.lookups == 1);
    CHECK(!figures->reach.asked_dht);
}

TEST_CASE("session: a lookup of a torrent that is gone is nobody's") {
    Bench bench;
    auto const id = bench.add(
        {.source = "magnet:?xt=urn:btih:" + std::string(40, '1'), .dir = bench.dir / "out"});
    bench.say(Joined{id});
    bench.session.handle(api::Command{api::Remove{{id}}}, [](auto const&) {});
    bench.say(lookup(target_of(std::string(40, '1')), bench.clock.now()));
    CHECK(ask<api::SessionFigures>(bench, api::FiguresOf{})->dht_seen.lookups == 0);
}

TEST_CASE("session: a paused torrent says so, where its grade would be") {
    Bench bench;
    auto const id = bench.add({.source = magnet, .dir = bench.dir / "out"});
    bench.session.handle(api::Command{api::Pause{{id}}}, [](auto const&) {});
    bench.say(SwarmSeen{id, lonely(bench)});
    auto const health = ask<api::HealthView>(bench, api::HealthOf{id});
    REQUIRE(health);
    CHECK(!health->grade);
    CHECK(health->missing_evidence == "it is paused");
}

TEST_CASE("session: its own turns ask nothing that waits for the swarm's thread") {
    Bench bench;
    for (char const digit : {'1', '2', '3'})
        (void)bench.add(
            {.source = "magnet:?xt=urn:btih:" + std::string(40, digit), .dir = bench.dir / "out"});
    for (api::TorrentId id = 1; id <= 3; ++id)
        bench.say(Joined{id});
    bench.wire.waits = 0;
    for (int i = 0; i < 1000; ++i) {
        bench.say(SessionStats{.dht_nodes = i});
        bench.say(SwarmSeen{1, lonely(bench)});
        bench.say(Status{.id = 2, .state = WireState::downloading, .down_rate = i});
        bench.clock.advance(250ms);
        bench.tick();
    }
    CHECK(bench.wire.waits == 0);
    (void)ask<std::vector<api::PeerView>>(bench, api::PeersOf{1});
    CHECK(bench.wire.waits == 1); // who asks for peers waits for them
}

TEST_CASE("session: an error of the torrent is the cause") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.say(TorrentFailed{id, "the disk is full; free some space", "/data"});
    bench.say(SwarmSeen{id, lonely(bench)});
    auto const why = ask<api::WhyView>(bench, api::WhyOf{id});
    REQUIRE_FALSE(why->causes.empty());
    CHECK(why->causes[0].cause == "disk_full");
    CHECK(why->name == "data");
}

TEST_CASE("session: whoever asks for a torrent's health puts it in focus") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    auto const health = ask<api::HealthView>(bench, api::HealthOf{id});
    REQUIRE(health);
    CHECK(bench.wire.focused == id);
    CHECK_FALSE(health->grade);
    CHECK(health->missing_evidence == "its swarm was not looked at yet");
    CHECK(health->info_hash.v1);
}

TEST_CASE("session: an answer waits for a look at the swarm, when the last was long ago") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.say(SwarmSeen{id, lonely(bench)});
    bench.clock.advance(1min);
    bool is_answered = false;
    bench.session.answer(api::WhyOf{id}, [&](auto const&) { is_answered = true; });
    bench.tick();
    CHECK_FALSE(is_answered);
    bench.say(SwarmSeen{id, lonely(bench)});
    bench.clock.advance(1s);
    bench.tick();
    CHECK(is_answered);
}

TEST_CASE("session: who met nobody since it runs is known to have been alone all the while") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.say(Joined{id});
    bench.clock.advance(5min);
    bench.say(SwarmSeen{id, lonely(bench)});
    auto const why = ask<api::WhyView>(bench, api::WhyOf{id});
    REQUIRE(why);
    CHECK(why->observed.seconds == doctest::Approx(300));
    REQUIRE_FALSE(why->causes.empty());
    CHECK(why->causes[0].cause == "no_peers");
}

TEST_CASE("session: the health of no torrent is not found") {
    Bench bench;
    CHECK(ask<api::HealthView>(bench, api::HealthOf{7}).error().code == Errc::not_found);
    CHECK(ask<api::WhyView>(bench, api::WhyOf{7}).error().code == Errc::not_found);
}

TEST_CASE("session: a look at a swarm publishes nothing") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.tick();
    auto const before = bench.snapshot->revision;
    bench.say(SwarmSeen{id, lonely(bench)});
    bench.clock.advance(1s);
    bench.tick();
    CHECK(bench.snapshot->revision == before);
}

TEST_CASE("session: the grade of a torrent is published, when it changes") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    auto sample = lonely(bench);
    sample.us.have = health::PieceSet{5};
    for (health::PeerNumber number = 1; number <= 3; ++number)
        sample.peers.push_back({.number = number, .is_seed = true});
    for (int second = 0; second <= 40; second += 10) {
        bench.say(SwarmSeen{id, sample});
        bench.clock.advance(10s);
        sample.at += 10s;
        sample.wall += 10s;
    }
    bench.tick();
    CHECK(bench.snapshot->torrents[0]->health);
    auto const before = bench.snapshot->revision;
    bench.say(SwarmSeen{id, sample});
    bench.clock.advance(1s);
    bench.tick();
    CHECK(bench.snapshot->revision == before);
}

TEST_CASE("session: an observer's torrent leaves no trace on the disk") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .observe = true});
    REQUIRE(bench.wire.added.size() == 1);
    CHECK(bench.wire.added[0].observe);
    CHECK(bench.wire.added[0].have == std::vector<bool>(5));
    bench.say(Joined{id});
    bench.say(Status{.id = id, .state = WireState::downloading});
    bench.clock.advance(60s);
    bench.tick();
    bench.session.begin_shutdown();
    CHECK(bench.session.is_settled());
    CHECK(bench.wire.saves.empty());
    CHECK_FALSE(fs::exists(bench.dir / "state"));
    CHECK_FALSE(fs::exists(bench.wire.added[0].dir));
}
