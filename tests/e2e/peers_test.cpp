// What a user does about a peer of the daemon, over its socket.

#include "tests/e2e/daemon.hpp"
#include "tests/e2e/pair.hpp"
#include "tests/support/await.hpp"

#include <csignal>

using namespace shoal;
using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

using Json = nlohmann::json;

Json bans_of(Daemon const& daemon) {
    return Json::parse(daemon.get("/v1/snapshot")).at("bans");
}

} // namespace

TEST_CASE("peers: one is always unchoked, then banned, and is so though the daemon is killed") {
    Pair pair{8 << 20};
    pair.seed({"--up", "64KiB/s"});
    auto const& shoal = pair.leech;
    auto const seed = pair.seeder.endpoint();
    std::optional<Daemon> daemon{std::in_place, shoal, Argv{"--dir", pair.out().string()}};
    REQUIRE(shoal.run({"add", pair.torrent.string(), "--peer", seed}).status == 0);
    auto const peers = [&](Argv const& more = {}) {
        Argv arguments{"peers", "1", "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto const run = shoal.run(arguments);
        INFO(run.err);
        REQUIRE(run.status == 0);
        return Json::parse(run.out).at("peers");
    };
    await(
        "the seed is met", 20s, [&] { return peers().size() == 1; },
        [&] { return daemon->said(); });
    CHECK(peers({"--always-unchoke", seed}).at(0).at("pinned") == true);
    CHECK(peers({"--no-always-unchoke", seed}).at(0).at("pinned") == false);

    CHECK(peers({"--ban", seed}).empty());
    check_failure(shoal.run({"peers", "1", "--disconnect", seed}), 3,
                  {"this peer is not connected, or no longer", seed});

    daemon->kill(SIGKILL);
    CHECK(daemon->wait());
    daemon.emplace(shoal, Argv{"--dir", pair.out().string()});
    auto const bans = bans_of(*daemon);
    REQUIRE(bans.size() == 1);
    CHECK(bans.at(0).at("reason") == "by hand");
    CHECK(Json::parse(daemon->get("/v1/snapshot")).at("dir") == pair.out().string());

    auto const lifted = shoal.run({"bans", "--lift", seed, "--json"});
    CHECK(lifted.status == 0);
    CHECK(Json::parse(lifted.out).at("bans").empty());
    check_failure(shoal.run({"bans", "--lift", seed}), 3, {"nobody at this address is banned"});
    daemon->kill(SIGKILL);
    CHECK(daemon->wait());
    daemon.emplace(shoal, Argv{"--dir", pair.out().string()});
    CHECK(bans_of(*daemon).empty());
}

TEST_CASE("set: sources and weight are there though the daemon is killed; remarks are in the log") {
    Pair pair{1 << 20};
    auto const& shoal = pair.leech;
    std::optional<Daemon> daemon{std::in_place, shoal, Argv{"--dir", pair.out().string()}};
    REQUIRE(shoal.run({"add", pair.torrent.string()}).status == 0);
    std::string const url = "http://127.0.0.1:1/announce";
    CHECK(shoal.run({"set", "1", "priority=low", "add-tracker=" + url}).status == 0);
    CHECK(shoal.run({"log", "--note", "new disk"}).status == 0);
    check_failure(shoal.run({"set", "1", "add-web-seed=file:///etc/passwd"}), 1,
                  {"this is not the URL of a web seed", "file:///etc/passwd"});
    daemon->kill(SIGKILL);
    CHECK(daemon->wait());
    daemon.emplace(shoal, Argv{"--dir", pair.out().string()});
    CHECK(Json::parse(shoal.run({"info", "1", "--json"}).out).at("priority") == "low");
    await("the tracker is there", 20s, [&] {
        return shoal.run({"trackers", "1"}).out.find(url) != std::string::npos;
    });
    CHECK(shoal.run({"log"}).out.find("new disk") != std::string::npos);
}
