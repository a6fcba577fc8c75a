#include "core/api/setting_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace shoal;
using namespace std::chrono_literals;
using api::Setting;
using api::Settings;
using api::Texts;

namespace {

Setting const& setting(std::string const& name) {
    auto const all = api::settings();
    auto const found =
        std::ranges::find_if(all, [&](auto const& each) { return full_name(each) == name; });
    REQUIRE_MESSAGE(found != all.end(), name);
    return *found;
}

Settings with(std::string const& name, Texts const& texts) {
    Settings settings;
    auto const result = setting(name).put(texts, settings);
    REQUIRE_MESSAGE(result, name, ": ", result.error().what);
    return settings;
}

} // namespace

TEST_CASE("settings table: names, flags and variables are told apart") {
    std::set<std::string> names, flags, variables;
    for (auto const& each : api::settings()) {
        CHECK(names.insert(full_name(each)).second);
        CHECK_MESSAGE(flags.insert(flag_name(each)).second, flag_name(each));
        CHECK(variables.insert(environment_name(each)).second);
        CHECK(!each.help.empty());
    }
    CHECK(flags.contains("upload-slots"));
    CHECK(variables.contains("SHOAL_DHT_NODE"));
    CHECK(names.contains("daemon.move_done_to"));
}

TEST_CASE("settings table: what a default shows it also takes, and it stays the same") {
    Settings const defaults;
    for (auto const& each : api::settings()) {
        auto const texts = each.show(defaults);
        Settings settings;
        if (texts.empty() && each.kind == api::SettingKind::text)
            continue; // no schedule
        CHECK_MESSAGE(each.put(texts, settings), full_name(each));
        CHECK_MESSAGE(each.show(settings) == texts, full_name(each));
    }
}

TEST_CASE("settings table: each key reaches its place") {
    CHECK(with("up", {"1MiB/s"}).swarm.up_limit == 1 << 20);
    CHECK(with("down", {"2M"}).swarm.down_limit == 2 << 20);
    CHECK(with("listen", {"[::1]:1", "h:0"}).swarm.listen.size() == 2);
    CHECK(with("dht_nodes", {"h:1"}).swarm.dht_nodes.front().host == "h");
    CHECK(!with("utp", {"off"}).swarm.utp);
    CHECK(with("encryption", {"require"}).swarm.encryption == api::Encryption::require);
    CHECK(with("upload_slots", {"4"}).swarm.upload_slots == 4);
    CHECK(!with("upload_slots", {"auto"}).swarm.upload_slots);
    CHECK(with("cache", {"8MiB"}).swarm.cache == 8 << 20);
    CHECK(with("daemon.dir", {"/d"}).housekeeping.dir == "/d");
    CHECK(with("daemon.watch", {"/w"}).daemon.watch.front().path == "/w");
    CHECK(with("daemon.on_complete", {"sh", "-c", "x"}).daemon.on_complete.size() == 3);
    CHECK(with("daemon.block_lists", {"/b"}).housekeeping.block_lists.front() == "/b");
    CHECK(with("daemon.rules", {"when health < 50 do boost"}).housekeeping.rules.size() == 1);
    CHECK(with("queue.downloads", {"3"}).rules.queue.downloads == 3);
    CHECK(!with("queue.downloads", {"unlimited"}).rules.queue.downloads);
    CHECK(with("queue.stalled_after", {"1h"}).rules.queue.stalled_after == 1h);
    CHECK(with("goal.ratio", {"1.5"}).rules.goal.ratio == 1.5);
    CHECK(with("goal.time", {"2d"}).rules.goal.time == 48h);
    CHECK(with("goal.idle", {"30m"}).rules.goal.idle == 30min);
    CHECK(with("goal.seeds", {"3"}).rules.goal.seeds == 3);
    CHECK(with("limits.alternative_up", {"1k"}).rules.alternative.up == 1024);
    CHECK(with("limits.alternative_down", {"2k"}).rules.alternative.down == 2048);
    CHECK(with("limits.alternative_on", {"true"}).rules.alternative_on);
    CHECK(with("limits.from", {"22:00"}).rules.schedule->from == 22h);
    CHECK(with("limits.until", {"06:00"}).rules.schedule->until == 6h);
    CHECK(with("limits.days", {"fri", "sat"}).rules.schedule->days == std::vector{5, 6});
}

TEST_CASE("settings table: what is out of range is refused with what may be written") {
    struct Case {
        char const* name;
        Texts texts;
        char const* told;
    };

    for (auto const& [name, texts, told] : {Case{"cache", {"1MiB"}, "4MiB to 64GiB"},
                                            {"connections", {"0"}, "from 1 to 100000"},
                                            {"upload_slots", {"many"}, "or auto"},
                                            {"queue.seeds", {"-1"}, "or unlimited"},
                                            {"goal.ratio", {"inf"}, "1.5"},
                                            {"limits.from", {"25:00"}, "22:30"},
                                            {"encryption", {"maybe"}, "prefer"},
                                            {"daemon.rules", {"when x do"}, "in 'when x do'"},
                                            {"up", {"1", "2"}, "one value"},
                                            {"up", {}, "one value"}}) {
        Settings settings;
        auto const result = setting(name).put(texts, settings);
        REQUIRE_MESSAGE(!result, name);
        CHECK_MESSAGE(result.error().what.find(told) != std::string::npos, result.error().what);
    }
}
