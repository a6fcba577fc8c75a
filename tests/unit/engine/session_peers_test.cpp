#include "tests/unit/engine/session_bench.hpp"

using namespace shoal;
using namespace shoal::engine;

// What is done by hand: about a peer, and to see whether the DHT is one.

namespace {

api::Endpoint const friendly{"192.0.2.7", 6881};

/// Keeps bans when the test wants it to.
class SlowKeeper final : public ForgetfulKeeper {
public:
    void save_ban(api::Ban const&, Kept done) override { waiting.push_back(std::move(done)); }

    std::vector<Kept> waiting;
};

Result<api::Reply> submit(Bench& bench, api::Command command) {
    Result<api::Reply> answer = fail(Errc::internal, "no answer");
    bench.session.handle(std::move(command),
                         [&](Result<api::Reply> reply) { answer = std::move(reply); });
    bench.jobs.run();
    return answer;
}

std::optional<api::DhtCheckView> check_seen(Bench& bench) {
    std::optional<api::DhtCheckView> seen;
    bench.session.answer(api::FiguresOf{}, [&](Result<api::Answer> const& answer) {
        REQUIRE(answer);
        seen = std::get<api::SessionFigures>(*answer).dht_check;
    });
    return seen;
}

} // namespace

TEST_CASE("session: what is to be done about a peer is done, if it is connected") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.wire.peer_views = {{.endpoint = friendly}};
    for (auto const act : {api::PeerAct::disconnect, api::PeerAct::ban, api::PeerAct::pin})
        CHECK(submit(bench, api::TreatPeer{id, friendly, act}));
    CHECK(bench.wire.treated.size() == 3);
    auto const gone = submit(bench, api::TreatPeer{id, {"192.0.2.8", 1}, api::PeerAct::ban});
    REQUIRE(!gone);
    CHECK(gone.error().code == Errc::not_found);
    CHECK(gone.error().what ==
          "this peer is not connected, or no longer; name one as the list of peers does");
    CHECK(gone.error().where == "192.0.2.8:1");
    CHECK(submit(bench, api::TreatPeer{id + 1, friendly, api::PeerAct::ban}).error().code ==
          Errc::not_found);
}

TEST_CASE("session: a ban is answered once it is kept, or with why it is not") {
    Bench bench;
    SlowKeeper keeper;
    Session session{{bench.wire, bench.jobs, bench.clock, bench.files, bench.desk, keeper},
                    true,
                    [](api::Event const&) {},
                    [&bench](auto next) {
                        bench.snapshot = std::move(next);
                    }};
    bench.jobs.end_turn = [&session] {
        session.end_turn();
    };
    session.handle(api::Command{api::Add{.source = bench.torrent(), .dir = bench.dir / "out"}},
                   [](auto const&) {});
    bench.jobs.run();
    bench.wire.peer_views = {{.endpoint = friendly}};
    std::vector<Result<api::Reply>> replies;
    auto const ban = [&] {
        session.handle(api::Command{api::TreatPeer{1, friendly, api::PeerAct::ban}},
                       [&](Result<api::Reply> reply) { replies.push_back(std::move(reply)); });
        session.end_turn();
    };
    auto const answer = [&](Result<void> const& kept) {
        keeper.waiting.back()(kept);
        keeper.waiting.clear();
        session.end_turn();
    };
    ban();
    CHECK(bench.snapshot->bans.size() == 1);
    REQUIRE(keeper.waiting.size() == 1);
    CHECK(replies.empty());
    answer({});
    REQUIRE(replies.size() == 1);
    CHECK(replies.back());
    ban();
    CHECK(bench.snapshot->bans.size() == 1);
    answer(fail(Errc::io, "no space left on device", "session.db"));
    REQUIRE(replies.size() == 2);
    CHECK(replies.back().error().code == Errc::io);
}

TEST_CASE("session: where content goes is told, and told anew when that changes") {
    Bench bench;
    CHECK(submit(bench, api::Configure{{}, api::Housekeeping{.dir = "/srv/torrents"}}));
    bench.tick();
    CHECK(bench.snapshot->dir == "/srv/torrents");
    CHECK(submit(bench, api::Configure{{}, api::Housekeeping{}}));
    bench.tick();
    CHECK(bench.snapshot->dir == fs::current_path().string());
}

TEST_CASE("session: a check of the DHT asks nodes, heeds their answers and comes to an end") {
    Bench bench;
    bench.wire.wire_figures.dht_enabled = true;
    bench.wire.contacts = {.bootstrap = {{"127.0.0.1", 1}},
                           .table = {{"127.0.0.1", 2}, {"127.0.0.1", 3}}};
    CHECK(!check_seen(bench));
    REQUIRE(submit(bench, api::CheckDht{}));
    REQUIRE(bench.wire.node_queries.size() == 3);
    CHECK(check_seen(bench)->is_running);
    CHECK(submit(bench, api::CheckDht{}).error().code == Errc::busy);
    health::DhtId const near{1};
    health::DhtContact const other{{2}, {"127.0.0.1", 4}};
    bench.say(DhtNamed{{"127.0.0.1", 1}, near, {other}});
    bench.say(DhtNamed{{"127.0.0.1", 2}, near, {other}});
    REQUIRE(bench.wire.node_queries.size() == 5);
    CHECK(bench.wire.node_queries.back().first == other.endpoint);
    bench.say(DhtNamed{other.endpoint, other.id, {}});
    bench.clock.advance(4s);
    bench.tick();
    auto const seen = check_seen(bench);
    CHECK(!seen->is_running);
    CHECK(seen->agreement == 0.5); // of two nodes each, one is the same
    CHECK(seen->ago == 4);
    CHECK(submit(bench, api::CheckDht{}));
}

TEST_CASE("session: without a DHT, or nodes of it, a check says so") {
    Bench bench;
    auto const off = submit(bench, api::CheckDht{});
    CHECK(off.error().code == Errc::unavailable);
    CHECK(off.error().what.find("the DHT is off") == 0);
    bench.wire.wire_figures.dht_enabled = true;
    CHECK(submit(bench, api::CheckDht{}).error().what.find("no node of the DHT") == 0);
}
