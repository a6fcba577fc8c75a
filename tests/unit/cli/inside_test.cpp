#include "tests/support/daemon_world.hpp"
#include "ui-cli/cli/inside.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::test;

namespace {

/// A screen that shows a session.
struct Screen {
    CliWorld world = daemon_with({torrent(1, "one"), torrent(2, "two")});
    FakeEngine engine{world.engine, {}};

    cli::InsideOutcome run(std::vector<std::string> const& words) {
        return cli::run_inside(words, services_of(world), engine, {});
    }
};

} // namespace

TEST_CASE("inside: a command acts on the engine that is shown, not on a daemon") {
    Screen screen;
    screen.world.has_daemon = false;
    auto const outcome = screen.run({"pause", "2"});
    CHECK(outcome.is_done);
    CHECK(outcome.text == "paused: 2 two\n");
    CHECK(only<api::Pause>(screen.world).ids == api::Ids{2});
}

TEST_CASE("inside: a failure is told in words, without the program's name") {
    Screen screen;
    auto const outcome = screen.run({"pause", "7"});
    CHECK_FALSE(outcome.is_done);
    CHECK(outcome.text.find("no torrent has this number") != std::string::npos);
    CHECK_FALSE(outcome.text.starts_with("shoal:"));
}

TEST_CASE("inside: nobody is asked on the terminal, which is the screen's") {
    Screen screen;
    auto const outcome = screen.run({"remove", "--data", "1"});
    CHECK_FALSE(outcome.is_done);
    CHECK(outcome.text.find("--yes") != std::string::npos);
    CHECK(screen.world.engine.commands.empty());
}

TEST_CASE("inside: programs of their own are refused, and not offered") {
    Screen screen;
    CHECK(screen.run({"daemon"}).text == "'daemon' is for the shell, not for within the screen");
    auto const commands = cli::commands_inside(services_of(screen.world));
    auto const find = [&](std::string_view name) {
        return std::ranges::find(commands, name, &cli::CommandInfo::name);
    };
    CHECK(find("daemon") == commands.end());
    REQUIRE(find("pause") != commands.end());
    CHECK(find("pause")->takes_torrents);
    CHECK_FALSE(find("add")->takes_torrents);
}
