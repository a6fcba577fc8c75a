#include "app/config_file.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using api::SettingLayer;
using api::Texts;

namespace {

SettingLayer parsed(std::string_view text) {
    auto layer = app::parse_config(text, "c.toml", "/home/me");
    REQUIRE_MESSAGE(layer, layer.error().what);
    return *std::move(layer);
}

Error refusal(std::string_view text) {
    auto const layer = app::parse_config(text, "c.toml", "/home/me");
    REQUIRE(!layer);
    return layer.error();
}

} // namespace

TEST_CASE("config file: values become texts, each with its line") {
    auto const layer = parsed("up = \"1MiB\"\nconnections = 50\n[goal]\nratio = 1.5\n"
                              "[limits]\nalternative_on = true\ndays = [\"sat\", 0]\n");
    REQUIRE(layer.size() == 5);
    auto const texts_of = [&](std::vector<std::string> const& path) {
        for (auto const& each : layer)
            if (each.path == path)
                return each.texts;
        return Texts{"missing"};
    };
    CHECK(texts_of({"up"}) == Texts{"1MiB"});
    CHECK(texts_of({"connections"}) == Texts{"50"});
    CHECK(texts_of({"goal", "ratio"}) == Texts{"1.5"});
    CHECK(texts_of({"limits", "alternative_on"}) == Texts{"true"});
    CHECK(texts_of({"limits", "days"}) == Texts{"sat", "0"});
    for (auto const& each : layer)
        if (each.path.front() == "goal")
            CHECK(each.from == "c.toml:4");
}

TEST_CASE("config file: tables in a list are numbered, names with dots stay whole") {
    auto const layer = parsed("[[daemon.watch]]\npath = \"/a\"\n[[daemon.watch]]\npath = \"/b\"\n"
                              "[labels.\"a.b\"]\ngoal = { ratio = 2 }\n");
    REQUIRE(layer.size() == 3);
    CHECK(layer[1].path == std::vector<std::string>{"daemon", "watch", "1", "path"});
    CHECK(layer[2].path == std::vector<std::string>{"labels", "a.b", "goal", "ratio"});
}

TEST_CASE("config file: ~/ is the home of the user") {
    CHECK(parsed("daemon.dir = \"~/d\"").front().texts == Texts{"/home/me/d"});
    CHECK(parsed("daemon.dir = \"a~/d\"").front().texts == Texts{"a~/d"});
}

TEST_CASE("config file: what TOML forbids is told with its line") {
    CHECK(refusal("up = 1\n= 2").where == "c.toml:2");
    CHECK(refusal("up = 1\nup = 2").where == "c.toml:2");
    CHECK(refusal("a = 1\n\nb = 10:30:00").where == "c.toml:3");
    CHECK(refusal("a = [1, [2]]").where == "c.toml:1");
    CHECK(refusal("a = [{x = 1}, 2]").where == "c.toml:1");
}
