#include "tests/unit/engine/session_bench.hpp"

using namespace shoal;
using namespace shoal::engine;

// What users add: sources and weight of a torrent, remarks in the log; and bans that they lift.

namespace {

Result<api::Reply> ask(Bench& bench, api::Command command) {
    Result<api::Reply> answer = fail(Errc::internal, "no answer came");
    bench.session.handle(std::move(command), [&](Result<api::Reply> reply) { answer = reply; });
    bench.jobs.run();
    return answer;
}

api::TorrentId add(Bench& bench) {
    return bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
}

std::vector<std::string> notes(Bench const& bench) {
    std::vector<std::string> texts;
    for (api::Event const& event : bench.events)
        if (event.kind == EventKind::note)
            texts.push_back(event.text);
    return texts;
}

} // namespace

TEST_CASE("sources: those added are told to the swarm once, and again when it is joined anew") {
    Bench bench;
    auto const id = add(bench);
    api::AddSources const more{id, {"udp://t.example:1"}, {"https://example.org/f/"}};
    REQUIRE(ask(bench, more));
    REQUIRE(bench.wire.sources_added.size() == 1);
    CHECK(bench.wire.sources_added[0].second.trackers == more.trackers);
    CHECK(bench.wire.sources_added[0].second.web_seeds == more.web_seeds);
    REQUIRE(ask(bench, more));
    CHECK(bench.wire.sources_added[1].second == Sources{});
    REQUIRE(ask(bench, api::Recheck{{id}}));
    CHECK(bench.wire.added.back().more.trackers == more.trackers);
    CHECK(bench.wire.added.back().more.web_seeds == more.web_seeds);
}

TEST_CASE("sources: a bad one adds none of them") {
    Bench bench;
    auto const id = add(bench);
    auto const refused =
        ask(bench, api::AddSources{id, {"udp://t.example:1", "file:///etc/passwd"}, {}});
    REQUIRE(!refused);
    CHECK(refused.error().code == Errc::invalid_input);
    CHECK(refused.error().where == "file:///etc/passwd");
    CHECK(bench.wire.sources_added.empty());
    CHECK(ask(bench, api::AddSources{id + 1, {}, {}}).error().code == Errc::not_found);
}

TEST_CASE("sources: a torrent takes a hundred, and no more") {
    Bench bench;
    auto const id = add(bench);
    api::AddSources more{id, {}, {}};
    for (int i = 1; i <= 100; ++i)
        more.trackers.push_back("udp://t.example:" + std::to_string(i));
    REQUIRE(ask(bench, more));
    auto const refused = ask(bench, api::AddSources{id, {"udp://u.example:1"}, {}});
    REQUIRE(!refused);
    CHECK(refused.error().code == Errc::invalid_input);
    CHECK(ask(bench, api::AddSources{id, {"udp://t.example:7"}, {}})); // which it has
}

TEST_CASE("priority: is told to the swarm, shown, and kept when it is joined anew") {
    Bench bench;
    auto const id = add(bench);
    REQUIRE(ask(bench, api::Change{.ids = {id}, .priority = api::Priority::high}));
    CHECK(bench.wire.torrent_priorities.at(id) == api::Priority::high);
    CHECK(api::find(*bench.snapshot, id)->priority == api::Priority::high);
    REQUIRE(ask(bench, api::Change{.ids = {id}, .sequential = true}));
    REQUIRE(ask(bench, api::Recheck{{id}}));
    CHECK(bench.wire.added.back().priority == api::Priority::high);
}

TEST_CASE("note: a remark is an event; none, or a book, is refused") {
    Bench bench;
    REQUIRE(ask(bench, api::Note{"new disk"}));
    CHECK(notes(bench) == std::vector<std::string>{"new disk"});
    CHECK(!ask(bench, api::Note{}));
    CHECK(!ask(bench, api::Note{std::string(1001, 'x')}));
    CHECK(notes(bench).size() == 1);
}

TEST_CASE("note: limits that somebody changes are told, not those of the start") {
    Bench bench;
    REQUIRE(ask(bench, api::Configure{.rules = {.limits = {.up = 5 << 20}}}));
    CHECK(notes(bench).empty());
    REQUIRE(ask(bench, api::Configure{.rules = {.limits = {.up = 10 << 20, .down = 1 << 20},
                                                .alternative_on = true}}));
    CHECK(notes(bench) == std::vector<std::string>{"upload limit 5 MiB/s → 10 MiB/s",
                                                   "download limit none → 1 MiB/s",
                                                   "alternative limits on"});
}

TEST_CASE("bans: one that is lifted is over, in the list and in the swarm") {
    Bench bench;
    auto const id = add(bench);
    api::Endpoint const peer{"192.0.2.7", 6881};
    bench.say(PeerBanned{id, {{peer, {}}, {}, "by hand", bench.clock.wall() + 24h}});
    REQUIRE(bench.snapshot->bans.size() == 1);
    auto const unknown = ask(bench, api::LiftBan{{"192.0.2.7", 1}});
    REQUIRE(!unknown);
    CHECK(unknown.error().code == Errc::not_found);
    REQUIRE(ask(bench, api::LiftBan{peer}));
    CHECK(bench.snapshot->bans.empty());
    CHECK(bench.wire.lifted == std::vector{peer});
    CHECK(ask(bench, api::LiftBan{peer}).error().code == Errc::not_found);
}

TEST_CASE("bans: the list is bounded, and one by hand does not give way to others") {
    Bench bench;
    auto const until = bench.clock.wall() + 24h;
    bench.say(PeerBanned{0, {{{"192.0.2.1", 1}, {}}, {}, "by hand", until}});
    for (std::uint16_t port = 1000; port < 1000 + 4200; ++port)
        bench.session.apply(PeerBanned{0, {{{"192.0.2.2", port}, {}}, {}, "sent all", until}});
    bench.tick();
    auto const& bans = bench.snapshot->bans;
    CHECK(bans.size() == 4096);
    CHECK(bans.front().reason == "by hand");
    CHECK(bans.back().peer.endpoint.port == 1000 + 4199);
}
