// `shoal daemon` and the commands that talk to it, as their users meet them.

#include "tests/e2e/daemon.hpp"
#include "tests/e2e/pair.hpp"
#include "tests/support/await.hpp"

#include <nlohmann/json.hpp>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

using Json = nlohmann::json;

constexpr std::int64_t mib = 1 << 20;

fs::path make_torrent(Shoal const& shoal, int number) {
    auto const name = "file" + std::to_string(number);
    fs::create_directories(shoal.home() / "content");
    std::ofstream{shoal.home() / "content" / name} << std::string(20'000, char('a' + number));
    auto const torrent = shoal.home() / (name + ".torrent");
    auto const made = shoal.run({"create", (shoal.home() / "content" / name).string(), "-o",
                                 torrent.string(), "--piece-size", "16KiB"});
    REQUIRE(made.status == 0);
    return torrent;
}

} // namespace

TEST_CASE("daemon: without one, its commands say so and exit 4") {
    Shoal const shoal{"127.0.0.1"};
    auto const listed = shoal.run({"list"});
    CHECK(listed.status == 4);
    CHECK(listed.err.find("start one with 'shoal daemon'") != std::string::npos);
}

TEST_CASE("daemon: a torrent is added, fetched, paused, moved and removed with its data") {
    Pair pair{8 * mib};
    pair.seed();
    auto const& shoal = pair.leech;
    Daemon daemon{shoal, {"--dir", pair.out().string()}};
    auto const added = shoal.run({"add", pair.torrent.string(), "--peer", pair.seeder.endpoint(),
                                  "--label", "iso", "--wait=60s"});
    INFO(added.err, daemon.said());
    REQUIRE(added.status == 0);
    CHECK(pair.difference() == "");
    auto const torrents = daemon.list({"label=iso"});
    REQUIRE(torrents.size() == 1);
    CHECK(torrents[0].at("state") == "seeding");
    CHECK(torrents[0].at("done") == 8 * mib);
    CHECK(shoal.run({"pause", "1"}).status == 0);
    CHECK(daemon.list()[0].at("state") == "paused");
    CHECK(Json::parse(daemon.get("/v1/snapshot")).at("alerts_dropped") == 0);
    auto const other = shoal.home() / "other";
    CHECK(shoal.run({"move", "1", other.string(), "--wait"}).status == 0);
    CHECK(fs::file_size(other / "file.bin") == 8 * mib);
    CHECK(!fs::exists(pair.out() / "file.bin"));
    CHECK(shoal.run({"remove", "1", "--data"}).status == 2); // asks, and there is nobody to ask
    CHECK(shoal.run({"remove", "1", "--data", "--yes"}).status == 0);
    await("the data is gone", 5s, [&] { return !fs::exists(other / "file.bin"); });
    CHECK(daemon.list().empty());
    CHECK(shoal.run({"info", "1"}).status == 3);
}

TEST_CASE("daemon: told to end it does, with status 0, and a second one is refused meanwhile") {
    Shoal const shoal{"127.0.0.1"};
    Daemon daemon{shoal};
    auto const second = shoal.run(shoal.at_home({"daemon"}));
    CHECK(second.status == 1);
    CHECK(second.err.find("another") != std::string::npos);
    daemon.kill(SIGTERM);
    CHECK(daemon.wait() == 0);
}

TEST_CASE("daemon: SIGHUP reads the configuration anew, and says what changed") {
    Shoal const shoal{"127.0.0.1"};
    auto const file = shoal.home() / "config.toml";
    std::ofstream{file} << "up = \"1MiB/s\"\n";
    Daemon daemon{shoal, {"--config", file.string()}};
    std::ofstream{file} << "up = \"2MiB/s\"\n";
    daemon.kill(SIGHUP);
    await(
        "it is read", 5s,
        [&] {
            return daemon.said().find("configuration read anew: changed: up") != std::string::npos;
        },
        [&] { return daemon.said(); });
    std::ofstream{file} << "upp = 1\n";
    daemon.kill(SIGHUP);
    await("the mistake is told", 5s,
          [&] { return daemon.said().find("did you mean 'up'") != std::string::npos; });
}

TEST_CASE("daemon: limits set by hand hold over a restart and SIGHUP, until configured anew") {
    Shoal const shoal{"127.0.0.1"};
    auto const file = shoal.home() / "config.toml";
    std::ofstream{file} << "up = \"1MiB/s\"\n";
    auto const limits = [&] {
        auto const told = shoal.run({"limit", "--json"});
        INFO(told.err);
        REQUIRE(told.status == 0);
        auto const json = last_json(told.out);
        return std::pair{json.at("up").get<std::int64_t>(), json.at("down").get<std::int64_t>()};
    };
    {
        Daemon daemon{shoal, {"--config", file.string()}};
        REQUIRE(shoal.run({"limit", "--up", "3MiB/s", "--down", "5MiB/s"}).status == 0);
        daemon.kill(SIGHUP); // with nothing new in it
        await("it is read", 5s,
              [&] { return daemon.said().find("configuration read anew") != std::string::npos; });
        CHECK(limits() == std::pair{3 * mib, 5 * mib});
        daemon.kill(SIGKILL);
        (void)daemon.wait();
    }
    {
        Daemon daemon{shoal, {"--config", file.string()}};
        CHECK(limits() == std::pair{3 * mib, 5 * mib});
        daemon.kill(SIGTERM);
        CHECK(daemon.wait() == 0);
    }
    std::ofstream{file} << "up = \"2MiB/s\"\n";
    Daemon const daemon{shoal, {"--config", file.string()}};
    CHECK(limits() == std::pair{2 * mib, 5 * mib});
}

TEST_CASE("daemon: a port that it was told to listen on and that is taken ends it") {
    Shoal const shoal{"127.0.0.1"};
    Shoal const other{"127.0.0.1"};
    Daemon const first{other};
    auto const refused =
        shoal.run({"daemon", "--listen", other.endpoint(), "--no-dht", "--no-lsd", "--no-portmap"});
    CHECK(refused.status == 1);
    CHECK(refused.err ==
          "shoal: starting the daemon, on " + other.endpoint() +
              ": cannot listen: the address is in use; end what listens there ('ss -lntup' "
              "tells), or choose another port with --listen\n");
}

TEST_CASE("seed: where its port is taken it warns, and seeds all the same") {
    Shoal const shoal{"127.0.0.1"};
    Shoal const other{"127.0.0.1"};
    Daemon const first{other};
    auto const torrent = make_torrent(shoal, 1);
    auto const seeded = shoal.run(
        {"seed", torrent.string(), "--dir", (shoal.home() / "content").string(), "--time-limit",
         "1s", "--listen", other.endpoint(), "--no-dht", "--no-lsd", "--no-portmap"});
    INFO(seeded.err);
    CHECK(seeded.status == 0);
    CHECK(seeded.err.find("warning: cannot listen: the address is in use") != std::string::npos);
    CHECK(seeded.err.find(other.endpoint()) != std::string::npos);
}

TEST_CASE("daemon: watch folders take what appears, and a program is run for what is complete") {
    Shoal const shoal{"127.0.0.1"};
    auto const torrent = make_torrent(shoal, 1);
    auto const watched = shoal.home() / "watched";
    fs::create_directories(watched);
    auto const told = shoal.home() / "told";
    Daemon daemon{shoal,
                  {"--dir", (shoal.home() / "content").string(), "--watch", watched.string(),
                   "--on-complete", "/bin/sh", "--on-complete", "-c", "--on-complete",
                   "printf '%s,%s' \"$SHOAL_ID\" \"$SHOAL_NAME\" > " + told.string()}};
    fs::copy(torrent, watched / "a.torrent");
    std::ofstream{watched / "b.torrent"} << "no torrent";
    await("both are dealt with", 10s, [&] {
        return fs::exists(watched / "a.torrent.added") && fs::exists(watched / "b.torrent.failed");
    });
    await("the program was run", 10s, [&] { return fs::exists(told) && fs::file_size(told) > 0; });
    std::string words;
    std::getline(std::ifstream{told}, words);
    CHECK(words == "1,file1");
    CHECK(daemon.said().find("cannot add") != std::string::npos);
}

TEST_CASE("daemon: a screen's own session takes from watched folders and runs programs, too") {
    Shoal const shoal{"127.0.0.1"};
    auto const torrent = make_torrent(shoal, 1);
    auto const watched = shoal.home() / "watched";
    fs::create_directories(watched);
    auto const program = shoal.home() / "program";
    std::ofstream{program} << "#!/bin/sh\necho \"$SHOAL_NAME\"\n";
    fs::permissions(program, fs::perms::owner_all);
    auto const input = shoal.home() / "input";
    REQUIRE(::mkfifo(input.c_str(), 0600) == 0);
    Fd const typing{::open(input.c_str(), O_RDWR | O_CLOEXEC)};
    auto options = shoal.environment();
    options.env.insert(options.env.end(), {{"SHOAL_WATCH", watched.string()},
                                           {"SHOAL_ON_COMPLETE", program.string()},
                                           {"SHOAL_DIR", (shoal.home() / "content").string()},
                                           {"SHOAL_LISTEN", "127.0.0.1:0"},
                                           {"SHOAL_DHT", "false"},
                                           {"SHOAL_LSD", "false"},
                                           {"SHOAL_PORTMAP", "false"}});
    Process screen{{"/bin/sh", "-c", "exec \"$0\" --plain <\"$1\"", SHOAL_BINARY, input.string()},
                   options};
    fs::copy(torrent, watched / "a.torrent");
    auto const said = [&] {
        for (auto const& entry : fs::recursive_directory_iterator{shoal.home()})
            if (entry.path().filename() == "programs.log")
                return read_file(entry.path(), 1000).value_or("");
        return std::string{};
    };
    await(
        "the program has spoken", 10s, [&] { return said() == "file1\n"; },
        [&] { return screen.out() + screen.err(); });
    CHECK(::write(typing.get(), "quit\n", 5) == 5);
    CHECK(screen.wait(10s) == 0);
}
