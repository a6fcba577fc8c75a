#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/sources/source_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::tui;

namespace {

api::TorrentView const& open_of(Model const& model) {
    return *api::find(*model.snapshot, test::demo_open);
}

SourceRow row_of(std::string_view name, Model const& model, api::TorrentView const& torrent) {
    auto const rows = source_rows(model, torrent);
    auto const found = std::ranges::find(rows, name, &SourceRow::name);
    REQUIRE(found != rows.end());
    return *found;
}

} // namespace

TEST_CASE("sources: each tells what it does, and when it is asked again") {
    auto const model = test::demo_model();
    auto const& torrent = open_of(model);
    CHECK(row_of("tracker", model, torrent).state == "1 of 2 work");
    CHECK(row_of("tracker", model, torrent).next == "4m00");
    auto const dht = row_of("dht", model, torrent);
    CHECK(dht.state == "announced, 8 of 8 stored");
    CHECK(dht.next == "11m");
    CHECK(row_of("pex", model, torrent).state == "3 peers talk");
    CHECK(row_of("pex", model, torrent).next == "live");
    CHECK(row_of("incoming", model, torrent).state == "reachable");
}

TEST_CASE("sources: what gave much to few is worth more than what gave little to many") {
    auto const model = test::demo_model();
    auto const& torrent = open_of(model);
    CHECK(row_of("dht", model, torrent).yield() == 610 << 20);
    CHECK(row_of("tracker", model, torrent).yield() == (1900LL << 20) / 3);
    CHECK(row_of("resume", model, torrent).yield() == 0);
}

TEST_CASE("sources: who met peers knows at least those") {
    auto const model = test::demo_model();
    auto torrent = open_of(model);
    torrent.sources.clear();
    for (auto const* const name : {"tracker", "pex"})
        CHECK(row_of(name, model, torrent).known == row_of(name, model, torrent).met);
}

TEST_CASE("sources: a private torrent has none but its trackers and who comes") {
    auto const model = test::demo_model();
    auto torrent = open_of(model);
    torrent.is_private = true;
    for (auto const* const name : {"dht", "pex", "lsd"})
        CHECK(row_of(name, model, torrent).state == "off: private");
}

TEST_CASE("sources: what was not answered yet is not made up") {
    auto model = test::demo_model();
    auto const torrent = open_of(model);
    model.details = {.id = torrent.id};
    model.net = {};
    CHECK(row_of("tracker", model, torrent).state.empty());
    CHECK(row_of("dht", model, torrent).state == "not announced yet");
    CHECK(row_of("incoming", model, torrent).state.empty());
}

TEST_CASE("sources: web seeds are rows behind the trackers, which the cursor goes through") {
    test::User user;
    user.state.size = {100, 30};
    user.state.list.cursor = test::demo_open;
    user.press("Enter");
    user.type("tG");
    CHECK(user.state.detail.trackers.cursor == 3);
    CHECK(user.screen().find("sends") != std::string::npos);
    CHECK(user.screen().find("this web seed fails for 2m10: HTTP 404") != std::string::npos);
    user.type("k");
    CHECK(user.screen().find("a web seed, connected, gave 310M") != std::string::npos);
    user.type("kk");
    CHECK(user.screen().find("tier 1") != std::string::npos);
    user.model.details.web_seeds->clear();
    user.type("G");
    CHECK(user.state.detail.trackers.cursor == 1);
    CHECK(user.screen().find("WEB SEED") == std::string::npos);
}

TEST_CASE("sources: of many on a small screen the one at the cursor is seen") {
    test::User user;
    user.state.size = {40, 10};
    user.state.list.cursor = test::demo_open;
    for (int i = 0; i < 9; ++i)
        user.model.details.web_seeds->push_back({.url = "http://" + std::to_string(i)});
    user.press("Enter");
    user.type("t");
    for (std::size_t row = 0; row < 13; ++row) {
        auto const frame = user.screen();
        CHECK(std::ranges::count(frame, '>') >= 1);
        CHECK(user.state.detail.trackers.cursor == row);
        user.type("j");
    }
}

TEST_CASE("sources: web seeds are asked for where they are shown") {
    test::User user;
    user.press("Enter");
    user.type("t");
    CHECK(std::ranges::any_of(wanted_questions(user.state, user.model), [](Want const& want) {
        return std::holds_alternative<api::WebSeedsOf>(want.question);
    }));
    Model model;
    focus(model.details, 1);
    keep(model, api::WebSeedsOf{1}, api::Answer{test::demo_web_seeds()});
    REQUIRE(model.details.web_seeds);
    CHECK(model.details.web_seeds->size() == 2);
}

TEST_CASE("tabs: wide screens tell how many peers, sources and files there are") {
    test::User user;
    user.state.list.cursor = test::demo_open;
    user.press("Enter");
    user.state.size = {120, 36};
    CHECK(user.screen().find("e Peers 9/54   t Sources 6   f Files 6") != std::string::npos);
    user.state.size = {80, 24};
    CHECK(user.screen().find("e Peers   t Sources   f Files") != std::string::npos);
}

TEST_CASE("sources: of many web seeds and no tracker, the one at the cursor is on the screen") {
    test::User user;
    user.state.size = {80, 24};
    user.type("j");
    user.press("Enter");
    user.type("t");
    auto& details = user.model.details;
    details.trackers.emplace();
    details.web_seeds.emplace();
    for (int i = 0; i < 12; ++i)
        details.web_seeds->push_back({.url = "http://seed/" + std::to_string(i)});
    for (int i = 0; i < 12; ++i, user.type("j"))
        CHECK_MESSAGE(user.screen().find(">not used") != std::string::npos, i);
}
