#include "tests/support/daemon_world.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;
using nlohmann::json;

namespace {

CliWorld with_bans() {
    auto world = daemon_with({torrent(1, "photos")});
    auto snapshot = *world.engine.first;
    auto const until = std::chrono::system_clock::now() + std::chrono::hours{24};
    snapshot.bans = {{{{"192.0.2.7", 6881}, {}}, {}, "sent 3 bad blocks of piece 17", until},
                     {{{"192.0.2.8", 1}, {}}, {}, "by hand", WallTime{}}};
    world.engine.first = std::make_shared<api::Snapshot const>(snapshot);
    return world;
}

} // namespace

TEST_CASE("bans: those in force are listed with their reason") {
    auto world = with_bans();
    auto const run = run_cli(world, {"bans"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.out.find("192.0.2.7:6881  sent 3 bad blocks of piece 17") != std::string::npos);
    CHECK(run.out.find("192.0.2.8") == std::string::npos); // it has run out
    auto const document = json::parse(run_cli(world, {"bans", "--json"}).out);
    CHECK(document["schema"] == "shoal.bans/1");
    CHECK(document["bans"][0]["address"] == "192.0.2.7:6881");
}

TEST_CASE("bans: one is lifted, and gone from the list") {
    auto world = with_bans();
    auto const run = run_cli(world, {"bans", "--lift", "192.0.2.7:6881"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.out == "nobody is banned\n");
    CHECK(only<api::LiftBan>(world).peer == api::Endpoint{"192.0.2.7", 6881});
}

TEST_CASE("bans: an address that nobody is banned at fails, one without a port is no address") {
    auto world = with_bans();
    world.engine.answer = [](api::Command const&) -> Result<api::Reply> {
        return fail(Errc::not_found, "nobody at this address is banned", "192.0.2.9:1");
    };
    auto const run = run_cli(world, {"bans", "--lift", "192.0.2.9:1"});
    CHECK(run.exit == ExitCode::not_found);
    CHECK(run.err.find("192.0.2.9:1") != std::string::npos);
    CHECK(run_cli(world, {"bans", "--lift", "192.0.2.9"}).exit == ExitCode::usage);
}

TEST_CASE("set: sources and weight") {
    auto world = daemon_with({torrent(1, "photos")});
    CHECK(run_cli(world, {"set", "1", "add-tracker=udp://t:1", "add-tracker=http://u/a=b"}).out ==
          "set: 1 photos\n");
    CHECK(only<api::AddSources>(world).trackers ==
          std::vector<std::string>{"udp://t:1", "http://u/a=b"});
    world = daemon_with({torrent(1, "photos")});
    CHECK(run_cli(world, {"set", "1", "priority=high", "add-web-seed=http://w/"}).out ==
          "set: 1 photos\n");
    REQUIRE(world.engine.commands.size() == 2);
    CHECK(std::get<api::AddSources>(world.engine.commands[0]).web_seeds ==
          std::vector<std::string>{"http://w/"});
    CHECK(std::get<api::Change>(world.engine.commands[1]).priority == api::Priority::high);
    CHECK(run_cli(world, {"set", "1", "priority=most"}).exit == ExitCode::usage);
    CHECK(run_cli(world, {"set", "1", "priority=low", "priority=most"}).exit == ExitCode::usage);
}

TEST_CASE("log: a remark goes in before it is shown") {
    auto world = daemon_with({torrent(1, "photos")});
    (void)run_cli(world, {"log", "--note", "new disk"});
    REQUIRE(!world.engine.commands.empty());
    CHECK(std::get<api::Note>(world.engine.commands[0]).text == "new disk");
}
