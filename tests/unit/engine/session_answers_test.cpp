#include "tests/unit/engine/session_bench.hpp"

using namespace shoal;
using namespace shoal::engine;

// What a session adds to what its wire answers.

namespace {

template <class View>
View ask(Bench& bench, api::Question const& question) {
    View view;
    bench.session.answer(question, [&](Result<api::Answer> const& answer) {
        REQUIRE(answer);
        view = std::get<View>(*answer);
    });
    return view;
}

using Trackers = std::vector<api::TrackerView>;

} // namespace

TEST_CASE("session: a tracker's answer took as long as it took, on whichever address came first") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.wire.tracker_views = {{.url = "http://t/a"}};
    CHECK(!ask<Trackers>(bench, api::TrackersOf{id}).front().took);
    bench.say(Asking{id, "http://t/a"});
    bench.clock.advance(250ms);
    bench.say(Asking{id, "http://t/a"});
    bench.say(Recovered{id, "http://t/a", 3});
    bench.clock.advance(10s);
    bench.say(Recovered{id, "http://t/a", 3}); // on the other address
    auto const tracker = ask<Trackers>(bench, api::TrackersOf{id}).front();
    CHECK(tracker.took == doctest::Approx(0.25));
    CHECK(!tracker.failing_for);
}

TEST_CASE("session: a tracker fails since the first of its failures in a row") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.wire.tracker_views = {{.url = "http://t/a", .fails = 2}};
    bench.say(Trouble{id, "timed out", "http://t/a"});
    bench.clock.advance(90s);
    bench.say(Trouble{id, "refused", "http://t/a"});
    bench.clock.advance(30s);
    auto const tracker = ask<Trackers>(bench, api::TrackersOf{id}).front();
    CHECK(tracker.failing_for == doctest::Approx(120));
    bench.say(Recovered{id, "http://t/a", 0});
    CHECK(!ask<Trackers>(bench, api::TrackersOf{id}).front().failing_for);
}

TEST_CASE("session: what one peer has, and who has some pieces, is what the wire says") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.wire.peer_pieces = {true, false};
    auto const one =
        ask<api::PiecesView>(bench, api::PiecesOf{id, api::Endpoint{"192.0.2.7", 6881}});
    CHECK(one.have == std::vector{true, false});
    CHECK(one.piece_size == 16384);
    CHECK(one.copies.empty());
    bench.wire.holder_views = {{{"192.0.2.7", 6881}, "shoal", 2}};
    auto const holders =
        ask<std::vector<api::HolderView>>(bench, api::HoldersOf{.id = id, .first = 1, .end = 3});
    CHECK(holders.size() == 1);
    CHECK(bench.wire.holders_asked == std::pair<std::uint32_t, std::uint32_t>{1, 3});
}

TEST_CASE("session: the routing tables are those seen of late, or none") {
    Bench bench;
    bench.clock.advance(1h);
    CHECK(ask<api::SessionFigures>(bench, api::FiguresOf{}).dht.tables.empty());
    CHECK(bench.wire.dht_looks == 1);
    bench.say(DhtLooked{.tables = {{.family = "v4", .nodes = 3}}, .ids = {}, .active = {}});
    CHECK(ask<api::SessionFigures>(bench, api::FiguresOf{}).dht.tables.size() == 1);
    bench.clock.advance(61s);
    CHECK(ask<api::SessionFigures>(bench, api::FiguresOf{}).dht.tables.empty());
}

TEST_CASE("session: where nodes of the DHT see us is told by answers alone, not by forgeries") {
    Bench bench;
    health::DhtPacket query{.is_outgoing = true, .endpoint = {.port = 6881}, .transaction = "aa"};
    auto answer = query;
    answer.is_outgoing = false;
    answer.kind = health::DhtKind::reply;
    answer.us = health::DhtEndpoint{.port = 7000};
    auto const nodes = [&] {
        return ask<api::SessionFigures>(bench, api::FiguresOf{}).reach.nat.nodes;
    };
    bench.say(DhtHeard{{answer}});
    CHECK(nodes() == 0);
    bench.say(DhtHeard{{query, answer}});
    CHECK(nodes() == 1);
}

TEST_CASE("session: web seeds that are named are answered, with what is known of each") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    using WebSeeds = std::vector<api::WebSeedView>;
    CHECK(ask<WebSeeds>(bench, api::WebSeedsOf{id}).empty());
    CHECK(bench.wire.waits == 0); // nobody to ask about
    bench.session.handle(
        api::Command{api::AddSources{id, {"udp://t:1"}, {"http://a/", "http://b/x"}}},
        [](auto const& reply) { CHECK(reply); });
    bench.wire.web_seed_views = {{.url = "http://a/data", .down_rate = 7, .downloaded = 9}};
    bench.say(Trouble{id, "refused", "http://b/x/data", false, true});
    bench.clock.advance(5s);
    bench.say(Trouble{id, "404 Not Found", "http://b/x", false, true});
    bench.say(Trouble{id, "404 Not Found", "http://b/x/", false, true});
    auto seeds = ask<WebSeeds>(bench, api::WebSeedsOf{id});
    REQUIRE(seeds.size() == 2);
    CHECK(seeds[0].url == "http://a/");
    CHECK(seeds[0].is_connected);
    CHECK(seeds[0].down_rate == 7);
    CHECK(seeds[0].downloaded == 9);
    CHECK(seeds[0].error.empty());
    CHECK(seeds[1].url == "http://b/x");
    CHECK_FALSE(seeds[1].is_connected);
    CHECK(seeds[1].error == "404 Not Found");
    CHECK(seeds[1].failing_for == doctest::Approx(5));
    CHECK(bench.count(EventKind::warning) == 2); // once for each change
    CHECK(bench.events.back().where == "http://b/x");
    bench.say(Recovered{id, "http://b/x/data", 0, true});
    seeds = ask<WebSeeds>(bench, api::WebSeedsOf{id});
    CHECK(seeds[1].error.empty());
    CHECK_FALSE(seeds[1].failing_for);
}

TEST_CASE("session: where a web seed sent us is answered after those that are named") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.session.handle(api::Command{api::AddSources{id, {}, {"http://archive/"}}},
                         [](auto const& reply) { CHECK(reply); });
    bench.wire.web_seed_views = {
        {.url = "http://mirror:81", .is_connected = true, .down_rate = 7, .downloaded = 9}};
    auto const seeds = ask<std::vector<api::WebSeedView>>(bench, api::WebSeedsOf{id});
    REQUIRE(seeds.size() == 2);
    CHECK(seeds[0].url == "http://archive/");
    CHECK_FALSE(seeds[0].is_connected);
    CHECK(seeds[1].url == "http://mirror:81");
    CHECK(seeds[1].is_connected);
    CHECK(seeds[1].down_rate == 7);
}

TEST_CASE("session: a torrent's files and sources are counted, those added by hand too") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.tick();
    CHECK(bench.snapshot->torrents[0]->files == 1);
    CHECK(bench.snapshot->torrents[0]->named_sources == 0);
    bench.session.handle(api::Command{api::AddSources{id, {"udp://t:1"}, {"http://a/"}}},
                         [](auto const&) {});
    bench.say(Status{.id = id, .state = WireState::downloading, .known_peers = 31});
    bench.tick();
    CHECK(bench.snapshot->torrents[0]->named_sources == 2);
    CHECK(bench.snapshot->torrents[0]->known_peers == 31);
}
