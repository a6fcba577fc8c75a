#include "core/api/setting_layers.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace std::chrono_literals;
using api::SettingEntry;
using api::SettingLayer;
using api::SettingSource;
using api::Texts;

namespace {

SettingEntry in_file(std::vector<std::string> path, Texts texts) {
    return {std::move(path), std::move(texts), SettingSource::file, "c.toml:7"};
}

SettingEntry flag(std::vector<std::string> path, Texts texts) {
    auto const name = "--" + path.back();
    return {std::move(path), std::move(texts), SettingSource::flag, name};
}

Error refusal(SettingEntry entry) {
    auto const result = api::configure({}, {{std::move(entry)}});
    REQUIRE(!result);
    CHECK(result.error().code == Errc::invalid_input);
    return result.error();
}

bool says(Error const& error, char const* text) {
    return error.what.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("setting layers: later ones beat earlier ones, and each value knows its origin") {
    auto const result =
        api::configure({}, {{in_file({"up"}, {"1k"}), in_file({"down"}, {"2k"})},
                            {{{"up"}, {"3k"}, SettingSource::environment, "SHOAL_UP"}},
                            {flag({"listen"}, {"h:1"})}});
    REQUIRE(result);
    CHECK(result->settings.swarm.up_limit == 3072);
    CHECK(result->settings.swarm.down_limit == 2048);
    CHECK(result->settings.rules.limits == api::RateLimits{3072, 2048});
    CHECK(result->from == std::map<std::string, std::string>{
                              {"up", "SHOAL_UP"}, {"down", "c.toml:7"}, {"listen", "--listen"}});
}

TEST_CASE("setting layers: a bad value is told even when a better one beats it") {
    CHECK(!api::configure({}, {{in_file({"up"}, {"fast"})}, {flag({"up"}, {"1k"})}}));
}

TEST_CASE("setting layers: a bad value in a file names place, key and what is allowed") {
    auto const error = refusal(in_file({"queue", "downloads"}, {"few"}));
    CHECK(error.where == "c.toml:7");
    CHECK(error.what == "queue.downloads: 'few' is not a number from 0 to 1000000, or unlimited");
}

TEST_CASE("setting layers: an unknown key names the nearest") {
    CHECK(refusal(in_file({"queue", "dowloads"}, {"1"})).what ==
          "there is no key 'queue.dowloads'; did you mean 'queue.downloads'?");
    CHECK(says(refusal(in_file({"downloads"}, {"1"})), "'queue.downloads'"));
    CHECK(says(refusal(in_file({"labels", "tv", "goal", "ration"}, {"1"})),
               "did you mean 'labels.tv.goal.ratio'?"));
    CHECK(says(refusal(in_file({"daemon", "watch", "0", "labl"}, {"x"})),
               "did you mean 'daemon.watch.0.label'?"));
    CHECK(says(refusal(in_file({"xyzzyxyzzyxyzzyxyzzy"}, {"1"})), "keys are listen, "));
}

TEST_CASE("setting layers: labels and watched folders") {
    auto const result = api::configure({}, {{in_file({"labels", "tv", "dir"}, {"/tv"}),
                                             in_file({"labels", "tv", "goal", "ratio"}, {"2"}),
                                             in_file({"daemon", "watch", "0", "path"}, {"/w"}),
                                             in_file({"daemon", "watch", "1", "path"}, {"/v"}),
                                             in_file({"daemon", "watch", "1", "label"}, {"tv"})}});
    REQUIRE(result);
    auto const& daemon = result->settings.daemon;
    CHECK(result->settings.housekeeping.labels.at("tv") == api::LabelRules{"/tv", {.ratio = 2.0}});
    CHECK(daemon.watch == std::vector<api::WatchFolder>{{"/w", "", ""}, {"/v", "tv", ""}});
}

TEST_CASE("setting layers: a watched folder needs its path, and there is an end to them") {
    CHECK(refusal(in_file({"daemon", "watch", "0", "label"}, {"tv"})).where == "c.toml:7");
    CHECK(says(refusal(in_file({"daemon", "watch", "4000000000", "path"}, {"/w"})), "more than"));
}

TEST_CASE("setting layers: paths in a file are absolute, those of flags need not be") {
    CHECK(says(refusal(in_file({"daemon", "dir"}, {"down"})), "absolute"));
    CHECK(says(refusal(in_file({"daemon", "block_lists"}, {"/a", "b"})), "'b'"));
    CHECK(api::configure({}, {{flag({"daemon", "dir"}, {"down"})}}));
}

TEST_CASE("setting layers: the environment has a variable for each flag") {
    auto const layer = api::environment_layer([](std::string const& name) {
        using Value = std::optional<std::string>;
        return name == "SHOAL_LISTEN"      ? Value{"h:1,h:2"}
               : name == "SHOAL_SEED_IDLE" ? Value{"1h"}
               : name == "SHOAL_UP"        ? Value{""}
                                           : Value{};
    });
    auto const result = api::configure({}, {layer});
    REQUIRE(result);
    CHECK(result->settings.swarm.listen.size() == 2);
    CHECK(result->settings.rules.goal.idle == 1h);
    CHECK(result->from == std::map<std::string, std::string>{{"listen", "SHOAL_LISTEN"},
                                                             {"goal.idle", "SHOAL_SEED_IDLE"}});
}

TEST_CASE("setting layers: commas part the values of a variable, but not what is a phrase") {
    auto const layer = api::environment_layer([](std::string const& name) {
        return name == "SHOAL_RULE" ? std::optional<std::string>{"when health < 9 do seed, notify"}
                                    : std::nullopt;
    });
    auto const result = api::configure({}, {layer});
    REQUIRE(result);
    REQUIRE(result->settings.housekeeping.rules.size() == 1);
    CHECK(result->settings.housekeeping.rules[0].acts.size() == 2);
}

TEST_CASE("setting layers: an empty list of days alone is no schedule") {
    auto const result = api::configure({}, {{in_file({"limits", "days"}, {})}});
    REQUIRE(result);
    CHECK(!result->settings.rules.schedule);
}
