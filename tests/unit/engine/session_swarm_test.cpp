#include "tests/unit/engine/session_bench.hpp"

using namespace shoal;
using namespace shoal::engine;

// The session and those it meets: peers, transports, announces, bans.

TEST_CASE("session: distinct peers are counted by where we learnt of them") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.say(PeerMet{id, {"192.0.2.1", 1}, true, {"dht", "pex"}});
    bench.say(PeerMet{id, {"192.0.2.2", 2}, true, {"pex"}});
    bench.say(PeerMet{id, {"192.0.2.2", 2}, true, {"pex"}});
    bench.tick();
    CHECK(bench.snapshot->torrents[0]->sources ==
          std::map<std::string, int>{{"dht", 1}, {"pex", 2}});
}

TEST_CASE("session: uTP goes first for a minute after a TCP dial got no answer") {
    Bench bench;
    auto const after = [&](std::chrono::seconds passed) {
        bench.clock.advance(passed);
        bench.tick();
        return bench.wire.utp_first;
    };
    CHECK(!after(1s));
    bench.say(DialTimedOut{});
    CHECK(after(1s));
    CHECK(after(50s));
    CHECK(!after(10s));
}

TEST_CASE("session: a torrent without peers looks for some again") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    auto const magnet =
        bench.add({.source = "magnet:?xt=urn:btih:0123456789012345678901234567890123456789",
                   .dir = bench.dir / "out"});
    bench.say(Status{.id = id, .state = WireState::downloading, .peers = 1});
    bench.clock.advance(5s);
    bench.tick();
    CHECK(bench.wire.seeks == std::vector{magnet});
    bench.say(TorrentFailed{magnet, "gone", ""});
    bench.clock.advance(10s);
    bench.tick();
    CHECK(bench.wire.seeks == std::vector{magnet});
}

TEST_CASE("session: a torrent is announced when it joins, and again while it knows nobody") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.say(SessionStats{.dht_nodes = 1});
    bench.clock.advance(1s);
    bench.tick();
    CHECK(bench.wire.dht_announces.empty());
    bench.say(Joined{id});
    CHECK(bench.wire.dht_announces == std::vector{id});
    CHECK(bench.wire.met_trackers == std::vector{id});
    bench.clock.advance(5s);
    bench.tick();
    CHECK(bench.wire.dht_announces == std::vector{id, id});
    CHECK(bench.wire.lsd_announces == std::vector{id, id});
    CHECK(bench.wire.seeks == std::vector{id});
}

TEST_CASE("session: what is stopped, removed or shutting down is not announced any more") {
    Bench bench;
    auto const torrent = bench.torrent();
    bench.say(SessionStats{.dht_nodes = 1});
    auto const failed = bench.add({.source = torrent, .dir = bench.dir / "out"});
    bench.say(Joined{failed});
    bench.say(TorrentFailed{failed, "gone", ""});
    bench.session.handle(api::Command{api::Remove{{failed}}}, [](auto const&) {});
    auto const id = bench.add({.source = torrent, .dir = bench.dir / "out"});
    bench.say(Joined{id});
    CHECK(bench.wire.dht_announces == std::vector{failed, id});
    bench.session.begin_shutdown();
    bench.clock.advance(1h);
    bench.tick();
    CHECK(bench.wire.dht_announces == std::vector{failed, id});
}

TEST_CASE("session: a private torrent is told to its trackers alone") {
    Bench bench;
    bench.torrent();
    metainfo::Workshop workshop;
    REQUIRE(workshop.create({.paths = {bench.dir / "content/data"},
                             .output = bench.dir / "private.torrent",
                             .trackers = {{"http://t/announce"}},
                             .is_private = true},
                            {}, {}));
    bench.say(SessionStats{.dht_nodes = 1});
    auto const id = bench.add({.source = bench.dir / "private.torrent", .dir = bench.dir / "out"});
    bench.say(Joined{id});
    bench.clock.advance(1h);
    bench.tick();
    CHECK(bench.wire.met_trackers == std::vector{id});
    CHECK(bench.wire.dht_announces.empty());
    CHECK(bench.wire.lsd_announces.empty());
}

TEST_CASE("session: a banned peer is told of once, in words, and listed until the ban runs out") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    api::PeerName const liar{{"192.0.2.7", 6881}, {}};
    bench.say(PeerBanned{id,
                         {.peer = liar,
                          .reason = "sent 3 bad blocks of piece 17",
                          .until = bench.clock.wall() + 24h}});
    REQUIRE(bench.count(EventKind::warning) == 1);
    CHECK(bench.events.back().text ==
          "banned 192.0.2.7:6881 for 24 h: sent 3 bad blocks of piece 17");
    CHECK(bench.events.back().where == "192.0.2.7:6881");
    bench.tick();
    REQUIRE(bench.snapshot->bans.size() == 1);
    CHECK(bench.snapshot->bans[0].peer == liar);
    CHECK(bench.snapshot->bans[0].torrent == bench.events[0].info_hash);

    bench.clock.advance(25h);
    api::PeerName const other{{"192.0.2.8", 6881}, {}};
    bench.say(PeerBanned{id + 1, {.peer = other, .until = bench.clock.wall() + 1h}});
    CHECK(bench.count(EventKind::warning) == 1); // its torrent is gone
    bench.tick();
    REQUIRE(bench.snapshot->bans.size() == 1);
    CHECK(bench.snapshot->bans[0].peer == other);
}

TEST_CASE("session: news that libtorrent lost is counted, and warned of") {
    Bench bench;
    bench.session.tick();
    CHECK(bench.snapshot->alerts_dropped == 0);
    bench.say(AlertsDropped{.kinds = 2});
    bench.say(AlertsDropped{.kinds = 1}); // a minute has not gone by
    bench.clock.advance(1s);
    bench.session.tick();
    CHECK(bench.snapshot->alerts_dropped == 3);
    CHECK(bench.count(EventKind::warning) == 1);
}

TEST_CASE("session: its figures are what the wire says, and how long it runs") {
    Bench bench;
    bench.wire.wire_figures.choking.slots = 4;
    bench.wire.wire_figures.disk_read.sum = 0.5;
    bench.say(SessionStats{.traffic = {.sent = 10}, .dht = {.messages_in = 3}});
    bench.clock.advance(90s);
    std::optional<api::SessionFigures> figures;
    bench.session.answer(api::FiguresOf{}, [&](Result<api::Answer> answer) {
        figures = std::get<api::SessionFigures>(answer.value());
    });
    REQUIRE(figures);
    CHECK(figures->uptime == 90);
    CHECK(figures->traffic.sent == 10);
    CHECK(figures->dht.messages_in == 3);
    CHECK(figures->choking.slots == 4);
    CHECK(figures->disk.read.sum == 0.5);
}
