#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/view.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::tui;

namespace {

constexpr SteadyTime start{1h};

/// Five minutes with so many nodes each quarter minute, and one more sample.
NetWatch watch_with(std::int64_t nodes, std::int64_t then) {
    NetWatch watch;
    for (int step = 0; step < 20; ++step)
        watch.sample(nodes, start + step * 15s);
    watch.sample(then, start + 5min);
    return watch;
}

api::HealthView split_swarm() {
    api::HealthView health;
    health.discovery.partition = "two halves";
    return health;
}

std::string net_screen(Model const& model, ViewState state) {
    state.size = {120, 36};
    state = reduce(std::move(state), {"2"}, model).state;
    return render(model, state, {}).glyphs();
}

bool asks_for_figures(Want const& want, std::chrono::milliseconds every) {
    return std::holds_alternative<api::FiguresOf>(want.question) && want.every == every;
}

bool asks_for(Want const& want, api::TorrentId id) {
    auto const* const health = std::get_if<api::HealthOf>(&want.question);
    return health && health->id == id;
}

} // namespace

TEST_CASE("net: nodes are counted each quarter minute, for an hour") {
    NetWatch watch;
    CHECK(watch.sample(1, start));
    CHECK_FALSE(watch.sample(2, start + 14s));
    for (int step = 1; step < 300; ++step)
        CHECK(watch.sample(step, start + step * 15s));
    CHECK(watch.nodes().size() == NetWatch::node_steps);
    CHECK(watch.nodes().back() == 299);
}

TEST_CASE("net: nodes that are lost within five minutes alarm, a few do not") {
    api::Snapshot const snapshot;
    CHECK(watch_with(400, 160).nodes_lost() == doctest::Approx(0.6));
    CHECK(alarms(watch_with(400, 160), snapshot).size() == 1);
    CHECK(alarms(watch_with(400, 250), snapshot).empty());
    CHECK_FALSE(watch_with(12, 1).nodes_lost());
}

TEST_CASE("net: what was lost longer ago is past") {
    auto watch = watch_with(400, 160);
    for (int step = 1; step < 20; ++step)
        watch.sample(160, start + 5min + step * 15s);
    CHECK(watch.nodes_lost() == doctest::Approx(0));
}

TEST_CASE("net: traffic is what two answers differ by; another session begins anew") {
    NetWatch watch;
    watch.take(test::demo_figures(10));
    CHECK_FALSE(watch.traffic());
    watch.take(test::demo_figures(12));
    REQUIRE(watch.traffic());
    CHECK(watch.traffic()->messages_in == doctest::Approx(212));
    CHECK(watch.traffic()->bytes_in == doctest::Approx(31'000));
    CHECK(watch.traffic()->bytes_out == doctest::Approx(27'000));
    watch.sample(400, start);
    watch.take(test::demo_figures(1));
    CHECK_FALSE(watch.traffic());
    CHECK(watch.nodes().empty());
}

TEST_CASE("net: a split swarm alarms while it is in the list") {
    auto model = test::demo_model();
    model.net.take(2, split_swarm());
    auto const found = alarms(model.net, *model.snapshot);
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == 2);
    CHECK(found[0].text == "archive-2019-field-recordings: two halves");
    CHECK(alarms(model.net, api::Snapshot{}).empty());
    auto past = model.net;
    past.keep_only({1, 3}); // it is looked at no more
    CHECK(alarms(past, *model.snapshot).empty());
    model.net.take(2, {}); // whole again
    CHECK(alarms(model.net, *model.snapshot).empty());
}

TEST_CASE("net: an alarm is told on every screen; Enter tells why, then opens its swarm; x puts it "
          "aside") {
    auto model = test::demo_model();
    model.net.take(2, split_swarm());
    ViewState state;
    state.size = {120, 36};
    CHECK(render(model, reconcile(state, model), {}).glyphs().find("! see 2 Net") !=
          std::string::npos);
    state = reduce(std::move(state), {"2"}, model).state;
    auto const why = reduce(state, {"Enter"}, model).state;
    auto const report = render(model, why, {}).glyphs();
    CHECK(report.find("! archive-2019-field-recordings: two halves") != std::string::npos);
    CHECK(report.find("40 % is alarming") != std::string::npos);
    CHECK(report.find("Enter opens the swarm") != std::string::npos);
    CHECK(reduce(why, {"q"}, model).state.where == Where::net);
    auto const opened = reduce(why, {"Enter"}, model).state;
    CHECK(opened.where == Where::detail);
    CHECK(opened.detail.id == 2);
    auto const aside = reduce(state, {"x"}, model).state;
    CHECK(render(model, aside, {}).glyphs().find("! see 2 Net") == std::string::npos);
    CHECK(net_screen(model, aside).find("SUSPECTED") != std::string::npos);
    model.wall += 2h;
    CHECK(render(model, aside, {}).glyphs().find("! see 2 Net") != std::string::npos);
}

TEST_CASE("net: sources agree as far as they do in the mean of the swarms") {
    NetWatch watch;
    api::HealthView health;
    health.discovery.overlaps = {{"dht", "tracker", 0.5}};
    watch.take(1, health);
    health.discovery.overlaps = {{"dht", "tracker", 0.7}, {"dht", "pex", 0.1}};
    watch.take(2, health);
    auto const shares = overlaps(watch);
    REQUIRE(shares.size() == 2);
    CHECK(shares[1].b == "tracker");
    CHECK(shares[1].share == doctest::Approx(0.6));
}

TEST_CASE("net: what fails alike for several ports is told once") {
    auto model = test::demo_model();
    auto figures = *model.net.figures();
    figures.reach.mappings = {{"UPnP", "", 0, "no router found"},
                              {"UPnP", "", 0, "no router found"}};
    model.net.take(figures);
    auto const screen = net_screen(model, {});
    CHECK(screen.find("mapping    UPnP: no router found") != std::string::npos);
    CHECK(screen.find("no router found") == screen.rfind("no router found"));
}

TEST_CASE("net: bins of another histogram are counted by where they end") {
    auto model = test::demo_model();
    auto figures = test::demo_figures(1);
    figures.dht_seen.replies = {.bounds = {0.025, 0.05, 0.1, 1}, .counts = {3, 4, 7001, 0, 8002}};
    model.net.take(figures);
    auto const screen = net_screen(model, {});
    auto const line_of = [&](std::string_view bin) {
        auto const at = screen.find(bin);
        REQUIRE(at != std::string::npos);
        return screen.substr(at, screen.find('\n', at) - at);
    };
    CHECK(line_of("< 50 ms").find(" 7 ") != std::string::npos);
    CHECK(line_of("50-100").find("7 001") != std::string::npos);
    CHECK(line_of("> 800").find("8 002") != std::string::npos);
}

TEST_CASE("net: a narrow screen has two pages, Tab turns them and goes on") {
    auto const model = test::demo_model();
    ViewState state;
    state.size = {80, 24};
    for (auto const* const key : {"2", "Tab"})
        state = reduce(std::move(state), {key}, model).state;
    CHECK(state.where == Where::net);
    CHECK(render(model, state, {}).glyphs().find("REPLY LATENCY") != std::string::npos);
    CHECK(reduce(state, {"Tab"}, model).state.where == Where::log);
    state.size = {120, 36};
    CHECK(reduce(state, {"Tab"}, model).state.where == Where::log);
}

TEST_CASE("net: who is banned is listed, and let in again") {
    auto model = test::demo_model();
    auto snapshot = std::make_shared<api::Snapshot>(*model.snapshot);
    snapshot->bans.clear();
    model.snapshot = std::make_shared<api::Snapshot const>(*snapshot);
    auto const nobody = model.snapshot;
    ViewState state;
    state = reduce(std::move(state), {"2"}, model).state;
    CHECK_FALSE(is_open(reduce(state, {"b"}, model).state.dialog));
    for (std::uint16_t port = 1; port <= 3; ++port)
        snapshot->bans.push_back(
            {.peer = {{"192.0.2.1", port}, {}}, .torrent = {}, .reason = "lied", .until = {}});
    model.snapshot = snapshot;
    state = reduce(std::move(state), {"b"}, model).state;
    state = reduce(std::move(state), {"j"}, model).state;
    auto const step = reduce(state, {"Enter"}, model);
    REQUIRE(step.effects.requests.size() == 1);
    CHECK(std::get<api::LiftBan>(step.effects.requests[0].command).peer ==
          api::Endpoint{"192.0.2.1", 2});
    CHECK(is_open(step.state.dialog));
    model.snapshot = nobody; // all have run out meanwhile
    CHECK(render(model, step.state, {}).glyphs().find("Nobody is banned") != std::string::npos);
    CHECK_FALSE(is_open(reduce(step.state, {"j"}, model).state.dialog));
}

TEST_CASE("net: the routing tables, their buckets, and what is looked up") {
    auto const screen = net_screen(test::demo_model(), {});
    for (auto const* const text :
         {"v4 412 nodes + 96 spare   v6 131 nodes", "deepest 17", "stale 1", "2 lookups under way",
          "get_peers 9a1e… 6 replies, 2 awaited, 1 timed out", "port 6881 kept towards 9 of 9"})
        CHECK_MESSAGE(screen.find(text) != std::string::npos, text);
    auto model = test::demo_model();
    model.net.take(api::SessionFigures{});
    auto const bare = net_screen(model, {});
    CHECK(bare.find("412 nodes known") != std::string::npos);
    CHECK(bare.find("no lookup is under way") != std::string::npos);
    CHECK(bare.find("no node told yet where it sees us") != std::string::npos);
}

TEST_CASE("net: a swarm too small to tell anything is not looked at, though it is opened") {
    auto model = test::demo_model();
    auto const before = model.net.swarms().size();
    keep(model, api::HealthOf{6}, api::Answer{split_swarm()}); // of no peer
    CHECK(model.net.swarms().size() == before);
    keep(model, api::HealthOf{4}, api::Answer{split_swarm()});
    CHECK(model.net.swarms().size() == before + 1);
}

TEST_CASE("net: what has no room is scrolled to, and no further") {
    auto const model = test::demo_model();
    ViewState state;
    state.size = {40, 10};
    for (auto const* const key : {"2", "G"})
        state = reduce(std::move(state), {key}, model).state;
    auto const end = state.net.top;
    CHECK(end > 5);
    CHECK(reduce(state, {"j"}, model).state.net.top == end);
    CHECK(render(model, state, {}).glyphs().find("tracker") != std::string::npos);
    CHECK(reduce(state, {"g"}, model).state.net.top == 0);
}

TEST_CASE("net: figures are asked for each second where they are shown, swarms in turn") {
    auto model = test::demo_model();
    ViewState state;
    CHECK(std::ranges::any_of(wanted_questions(state, model),
                              [](auto const& want) { return asks_for_figures(want, 30s); }));
    state.where = Where::net;
    auto const swarms = watched_swarms(*model.snapshot);
    CHECK(swarms == std::vector<api::TorrentId>{1, 2, 4, 5, 11});
    for (std::size_t turn = 0; turn < swarms.size(); ++turn) {
        auto const wanted = wanted_questions(state, model);
        CHECK(std::ranges::any_of(wanted,
                                  [](auto const& want) { return asks_for_figures(want, 1s); }));
        auto const asked = std::ranges::find_if(swarms, [&](auto id) {
            return std::ranges::any_of(wanted,
                                       [&](auto const& want) { return asks_for(want, id); });
        });
        REQUIRE(asked != swarms.end());
        auto const next = swarms[(static_cast<std::size_t>(asked - swarms.begin()) + 1) % 5];
        model.wall += 5s;
        auto const later = wanted_questions(state, model);
        CHECK(std::ranges::any_of(later, [&](auto const& want) { return asks_for(want, next); }));
    }
}

TEST_CASE("net: who is banned meanwhile does not come under the cursor") {
    auto model = test::demo_model();
    auto snapshot = std::make_shared<api::Snapshot>(*model.snapshot);
    auto const ban = [&](std::uint16_t port) {
        snapshot->bans.push_back(
            {.peer = {{"192.0.2.1", port}, {}}, .torrent = {}, .reason = "lied", .until = {}});
        model.snapshot = std::make_shared<api::Snapshot const>(*snapshot);
    };
    snapshot->bans.clear();
    ban(1);
    ViewState state;
    state = reduce(std::move(state), {"2"}, model).state;
    state = reduce(std::move(state), {"b"}, model).state;
    ban(2);
    CHECK(render(model, state, {}).glyphs().find(">192.0.2.1:1") != std::string::npos);
    auto const step = reduce(state, {"Enter"}, model);
    REQUIRE(step.effects.requests.size() == 1);
    CHECK(std::get<api::LiftBan>(step.effects.requests[0].command).peer ==
          api::Endpoint{"192.0.2.1", 1});
}
