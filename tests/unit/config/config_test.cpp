#include "app/config.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using shoal::test::TempDir;

namespace {

app::Environment variables(std::map<std::string, std::string> values) {
    return [values = std::move(values)](std::string const& name) {
        auto const found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional{found->second};
    };
}

void write(fs::path const& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    REQUIRE(write_file(path, text, Overwrite::yes));
}

} // namespace

TEST_CASE("config: places follow XDG, and only absolute ones") {
    auto const here = app::find_places(
        variables({{"HOME", "/h"}, {"XDG_STATE_HOME", "/s"}, {"XDG_RUNTIME_DIR", "/run/u"}}));
    CHECK(here.config_file == "/h/.config/shoal/config.toml");
    CHECK(here.state_dir == "/s/shoal");
    CHECK(here.socket == "/run/u/shoal/control.sock");
    CHECK(app::find_places(variables({{"HOME", "/h"}, {"XDG_STATE_HOME", "s"}})).state_dir ==
          "/h/.local/state/shoal");
    CHECK(app::find_places(variables({})).config_file.empty());
}

TEST_CASE("config: without a file everything has its default") {
    TempDir const dir;
    auto const config = app::load_config(variables({{"HOME", dir.path().string()}}), {});
    REQUIRE(config);
    CHECK(config->from.empty());
    CHECK(config->settings.housekeeping.dir == dir.path() / "Downloads");
    CHECK(config->settings.daemon.socket == dir.path() / ".local/state/shoal/control.sock");
}

TEST_CASE("config: flags beat the environment, which beats the file") {
    TempDir const dir;
    auto const file = dir.path() / "shoal/config.toml";
    write(file, "up = \"1k\"\ndown = \"1k\"\nconnections = 7\nstate_dir = \"~/s\"\n");
    auto const environment = variables({{"HOME", "/h"},
                                        {"XDG_CONFIG_HOME", dir.path().string()},
                                        {"SHOAL_UP", "2k"},
                                        {"SHOAL_DOWN", "2k"}});
    auto const config =
        app::load_config(environment, {{{"up"}, {"3k"}, api::SettingSource::flag, "--up"}});
    REQUIRE_MESSAGE(config, config.error().what);
    CHECK(config->settings.rules.limits == api::RateLimits{3072, 2048});
    CHECK(config->settings.swarm.connections == 7);
    CHECK(config->settings.daemon.socket == "/h/s/control.sock");
    CHECK(config->from.at("up") == "--up");
    CHECK(config->from.at("down") == "SHOAL_DOWN");
    CHECK(config->from.at("connections") == file.string() + ":3");
}

TEST_CASE("config: a mistake in the file is told with file and line") {
    TempDir const dir;
    write(dir.path() / "c.toml", "# mine\n[queue]\nseeds = 1\ndowloads = 2\n");
    auto const config = app::load_config(variables({}), {}, dir.path() / "c.toml");
    REQUIRE(!config);
    CHECK(config.error().where == (dir.path() / "c.toml").string() + ":4");
    CHECK(config.error().what.find("'queue.downloads'") != std::string::npos);
}

TEST_CASE("config: the screen's choices come from file, environment and flags, as all others") {
    TempDir const dir;
    auto const file = dir.path() / "shoal/config.toml";
    write(file, "[screen]\ntheme = \"light\"\nglyphs = \"braille\"\n"
                "[keys]\npause = \"p F11\"\nban = []\n");
    auto const config = app::load_config(
        variables({{"XDG_CONFIG_HOME", dir.path().string()}, {"SHOAL_GLYPHS", "ascii"}}),
        {{{"screen", "color"}, {"16"}, api::SettingSource::flag, "--color"}});
    REQUIRE_MESSAGE(config, config.error().what);
    auto const& screen = config->settings.screen;
    CHECK(screen.theme == "light");
    CHECK(screen.glyphs == "ascii");
    CHECK(screen.color == "16");
    REQUIRE(screen.own_keys.size() == 2);
    CHECK(screen.own_keys[0] == api::KeyChoice{"ban", "", file.string() + ":6"});
    CHECK(screen.own_keys[1] == api::KeyChoice{"pause", "p F11", file.string() + ":5"});
}

TEST_CASE("config: a word for the screen that there is not is told with its line") {
    TempDir const dir;
    write(dir.path() / "c.toml", "[screen]\n\ntheme = \"blue\"\n");
    auto const config = app::load_config(variables({}), {}, dir.path() / "c.toml");
    REQUIRE(!config);
    CHECK(config.error().where == (dir.path() / "c.toml").string() + ":3");
    CHECK(config.error().what ==
          "screen.theme: 'blue' is none of auto, dark, light, high-contrast");
}

TEST_CASE("config: a file that the user named must exist") {
    TempDir const dir;
    auto const config = app::load_config(variables({}), {}, dir.path() / "none.toml");
    REQUIRE(!config);
    CHECK(config.error().code == Errc::not_found);
}

TEST_CASE("config: keys for what does not exist, and keys that do not, are errors at their line") {
    TempDir const dir;
    auto const file = dir.path() / "config.toml";
    auto const load = [&](std::string_view text) {
        write(file, text);
        return app::load_config(variables({}), {}, file);
    };
    CHECK(load("[keys]\npause = \"F11\"\n"));
    for (auto const* bad :
         {"up = 1\n[keys]\nfoo = \"F1\"\n", "up = 1\n[keys]\npause = \"bogus\"\n"}) {
        CAPTURE(bad);
        auto const config = load(bad);
        REQUIRE(!config);
        CHECK(config.error().where == file.string() + ":3");
    }
}
