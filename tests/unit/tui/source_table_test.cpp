#include "tests/unit/tui/demo_swarm.hpp"
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
