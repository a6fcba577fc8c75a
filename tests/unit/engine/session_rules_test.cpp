#include "tests/unit/engine/session_bench.hpp"

using namespace shoal;
using namespace shoal::engine;

// What the owner's rules do to torrents.

namespace {

void set_rule(Bench& bench, char const* text) {
    bench.session.handle(
        api::Command{api::Configure{
            .housekeeping = api::Housekeeping{.rules = {api::parse_rule(text).value()}}}},
        [](auto const&) {});
}

/// Time passes, in the session's steps.
void pass(Bench& bench, std::chrono::seconds time) {
    for (; time > 0s; time -= 5s) {
        bench.clock.advance(5s);
        bench.tick();
    }
}

api::TorrentId seeding(Bench& bench, api::SeedGoal const& goal = {}) {
    auto const id =
        bench.add({.source = bench.torrent(), .dir = bench.dir / "content", .goal = goal});
    bench.say(Finished{id});
    bench.say(ResumeReady{id, "blob", std::vector<bool>(5, true)});
    return id;
}

} // namespace

TEST_CASE("rules: one that has held for its time is told once, with what was seen") {
    Bench bench;
    auto const id = seeding(bench);
    pass(bench, 120s); // so long a swarm is watched before it is judged
    set_rule(bench, "when seeds < 2 for 10m do notify");
    bench.say(Status{.id = id, .state = WireState::finished, .peers = 3, .seeds = 1});
    pass(bench, 600s);
    CHECK(bench.count(EventKind::rule) == 0);
    pass(bench, 5s);
    REQUIRE(bench.count(EventKind::rule) == 1);
    auto const& event = bench.events.back();
    CHECK(event.id == id);
    CHECK(event.text == "health unknown, 0.00 copies, 1 seeds, 3 peers, for 10m00s");
    CHECK(event.where == "when seeds < 2 for 10m do notify");
    pass(bench, 3600s);
    CHECK(bench.count(EventKind::rule) == 1);
}

TEST_CASE("rules: boost moves the torrent to the top of the queue") {
    Bench bench;
    auto const first = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    auto const second = bench.add({.source = "magnet:?xt=urn:btih:"
                                             "0123456789012345678901234567890123456789",
                                   .dir = bench.dir / "out"});
    api::SessionRules rules;
    rules.queue.downloads = 1;
    bench.session.handle(api::Command{api::Configure{.rules = rules}}, [](auto const&) {});
    pass(bench, 5s);
    CHECK(api::find(*bench.snapshot, first)->queue_position == 0);
    CHECK(api::find(*bench.snapshot, second)->queue_position == 1);
    bench.session.handle(
        api::Command{api::Configure{
            .rules = rules,
            .housekeeping =
                api::Housekeeping{.rules = {api::parse_rule("when id=2 do boost").value()}}}},
        [](auto const&) {});
    pass(bench, 10s);
    CHECK(api::find(*bench.snapshot, second)->queue_position == 0);
    CHECK(api::find(*bench.snapshot, first)->queue_position == 1);
}

TEST_CASE("rules: what is to be seeded outlives its goal while the rule holds, no longer") {
    Bench bench;
    auto const id = seeding(bench, {.time = 60s});
    set_rule(bench, "when seeds < 2 & !paused for 10s do seed");
    bench.tick();
    bench.say(Status{.id = id, .state = WireState::finished, .seeds = 1});
    pass(bench, 600s);
    CHECK(bench.count(EventKind::goal_reached) == 0);
    bench.say(Status{.id = id, .state = WireState::finished, .seeds = 5});
    pass(bench, 30s);
    CHECK(bench.count(EventKind::goal_reached) == 0); // it may be a flutter
    pass(bench, 60s);
    CHECK(bench.count(EventKind::goal_reached) == 1);
}

TEST_CASE("rules: seed resumes what is complete and paused") {
    Bench bench;
    auto const id = seeding(bench);
    bench.session.handle(api::Command{api::Pause{{id}}}, [](auto const&) {});
    set_rule(bench, "when paused for 1m do seed");
    pass(bench, 70s);
    CHECK(bench.count(EventKind::rule) == 1);
    CHECK(bench.wire.resumed.back() == id);
}

TEST_CASE("rules: one that stays as it was goes on counting when the configuration is read anew") {
    Bench bench;
    (void)seeding(bench);
    pass(bench, 120s);
    set_rule(bench, "when seeds < 2 for 10m do notify");
    pass(bench, 400s);
    set_rule(bench, "when seeds < 2 for 10m do notify");
    pass(bench, 205s);
    CHECK(bench.count(EventKind::rule) == 1);
}

TEST_CASE("rules: after a start a swarm is not judged before it was watched") {
    Bench bench;
    auto const id = seeding(bench);
    set_rule(bench, "when seeds < 2 do notify");
    pass(bench, 110s);
    CHECK(bench.count(EventKind::rule) == 0);
    bench.say(Status{.id = id, .state = WireState::finished, .peers = 3, .seeds = 1});
    pass(bench, 20s);
    CHECK(bench.count(EventKind::rule) == 1);
}

TEST_CASE("rules: whom a torrent has met needs no watching") {
    Bench bench;
    auto const id = seeding(bench);
    set_rule(bench, "when peers > 0 do notify");
    bench.say(Status{.id = id, .state = WireState::finished, .peers = 1});
    pass(bench, 5s);
    CHECK(bench.count(EventKind::rule) == 1);
}

TEST_CASE("rules: what says nothing of the swarm holds from the start") {
    Bench bench;
    (void)seeding(bench);
    set_rule(bench, "when seeds < 2 | size > 1 do notify");
    pass(bench, 10s);
    CHECK(bench.count(EventKind::rule) == 1);
}

TEST_CASE("rules: a goal that a rule overrode has its say again when the rule is over") {
    Bench bench;
    auto const id = seeding(bench, {.time = 60s});
    auto const label = [&](std::string const& text) {
        bench.session.handle(api::Command{api::Change{.ids = {id}, .label = text}},
                             [](auto const&) {});
    };
    pass(bench, 70s);
    REQUIRE(bench.count(EventKind::goal_reached) == 1);
    label("rare");
    set_rule(bench, "when label=rare for 10s do seed");
    pass(bench, 600s);
    CHECK(bench.wire.resumed.back() == id);
    CHECK(bench.count(EventKind::goal_reached) == 1);
    label("");
    pass(bench, 70s);
    CHECK(bench.count(EventKind::goal_reached) == 2);
    CHECK(api::find(*bench.snapshot, id)->state == api::TorrentState::paused);
}

TEST_CASE("rules: who pauses a torrent is not overruled because it has no seeds then") {
    Bench bench;
    auto const id = seeding(bench);
    set_rule(bench, "when seeds < 2 do seed");
    bench.say(Status{.id = id, .state = WireState::finished, .peers = 5, .seeds = 5});
    pass(bench, 180s);
    bench.session.handle(api::Command{api::Pause{{id}}}, [](auto const&) {});
    bench.say(Status{.id = id, .state = WireState::finished});
    auto const resumed = bench.wire.resumed.size();
    pass(bench, 600s);
    CHECK(bench.count(EventKind::rule) == 0);
    CHECK(bench.wire.resumed.size() == resumed);
}

TEST_CASE("rules: after a pause the swarm is watched anew before it is judged") {
    Bench bench;
    auto const id = seeding(bench);
    pass(bench, 180s);
    bench.session.handle(api::Command{api::Pause{{id}}}, [](auto const&) {});
    pass(bench, 60s);
    set_rule(bench, "when seeds < 2 do notify");
    bench.session.handle(api::Command{api::Resume{{id}}}, [](auto const&) {});
    pass(bench, 115s);
    CHECK(bench.count(EventKind::rule) == 0);
    pass(bench, 15s);
    CHECK(bench.count(EventKind::rule) == 1);
}
