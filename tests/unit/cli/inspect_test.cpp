#include "tests/support/daemon_world.hpp"
#include "ui-cli/cli/reports/detail_report.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;
using nlohmann::json;

namespace {

/// Torrent 1 with two files, a peer, pieces and a tracker.
CliWorld detailed() {
    auto world = daemon_with({torrent(1, "photos"), torrent(2, "music")});
    world.engine.inform = [](api::Question const& question) -> Result<api::Answer> {
        if (std::holds_alternative<api::FilesOf>(question))
            return std::vector<api::FileView>{{"a.nfo", 100, 100},
                                              {"disc/b\x1b[2J.iso", 3'000'000, 1'500'000},
                                              {"disc/c.iso", 50, 0, api::FilePriority::skip}};
        if (std::holds_alternative<api::PeersOf>(question)) {
            api::PeerView peer;
            peer.endpoint = {"192.0.2.1", 6881};
            peer.client = "evil\x1b[31m";
            peer.done = 0.5;
            peer.we_want = peer.it_wants = peer.is_encrypted = true;
            peer.it_chokes = false;
            peer.choke_reason = "gives least";
            return std::vector<api::PeerView>{peer};
        }
        if (std::holds_alternative<api::PiecesOf>(question))
            return api::PiecesView{16384, {true, true, false, false}, {1, 2, 2, 30}};
        if (std::holds_alternative<api::WebSeedsOf>(question))
            return std::vector<api::WebSeedView>{
                {.url = "http://a.example/", .is_connected = true, .down_rate = 1024},
                {.url = "http://b.example/", .error = "404\x1b Not Found", .failing_for = 65}};
        api::TrackerView tracker;
        tracker.url = "udp://tracker.example:1/announce";
        tracker.state = api::TrackerState::failing;
        tracker.message = "not\nregistered";
        tracker.fails = 3;
        tracker.next_in = 65;
        return std::vector<api::TrackerView>{tracker};
    };
    return world;
}

std::vector<json> documents(std::string const& out) {
    std::vector<json> list;
    std::istringstream stream{out};
    for (std::string line; std::getline(stream, line);)
        list.push_back(json::parse(line));
    return list;
}

} // namespace

TEST_CASE("info: all about a torrent, in words or as a document") {
    auto world = detailed();
    auto const run = run_cli(world, {"info", "1"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.out.starts_with("Name         photos\nID           1\nInfo-hash    0101"));
    CHECK(run.out.find("Done         1 KiB of 2 KiB wanted (50.0%)\n") != std::string::npos);
    auto const all = documents(run_cli(world, {"info", "--json", "all"}).out);
    REQUIRE(all.size() == 2);
    CHECK(all[1]["schema"] == "shoal.info/1");
    CHECK(all[1]["name"] == "music");
}

TEST_CASE("files: number, share, size, priority, path") {
    auto world = detailed();
    CHECK(run_cli(world, {"files", "1"}).out ==
          "N   DONE     SIZE  PRIORITY  PATH\n"
          "0   100%     100B  normal    a.nfo\n"
          "1  50.0%  2.86MiB  normal    disc/b\xef\xbf\xbd[2J.iso\n"
          "2   0.0%      50B  skip      disc/c.iso\n");
    auto const document = documents(run_cli(world, {"files", "1", "--json"}).out);
    CHECK(document[0]["schema"] == "shoal.files/1");
    CHECK(document[0]["files"][2]["priority"] == "skip");
}

TEST_CASE("files: globs change priorities; later kinds win, what is so already is not sent") {
    auto world = detailed();
    auto const run =
        run_cli(world, {"files", "1", "--skip", "*.nfo", "--high", "disc/*", "--normal", "c.iso"});
    CHECK(run.exit == ExitCode::done);
    REQUIRE(world.engine.commands.size() == 2);
    auto const& skip = std::get<api::SetFiles>(world.engine.commands[0]);
    CHECK(skip.priority == api::FilePriority::skip);
    CHECK(skip.files == std::vector<std::size_t>{0});
    auto const& high = std::get<api::SetFiles>(world.engine.commands[1]);
    CHECK(high.priority == api::FilePriority::high);
    CHECK(high.files == std::vector<std::size_t>{1, 2});
}

TEST_CASE("files: --only skips the others") {
    auto world = detailed();
    CHECK(run_cli(world, {"files", "1", "--only", "disc/*"}).exit == ExitCode::done);
    REQUIRE(world.engine.commands.size() == 2);
    CHECK(std::get<api::SetFiles>(world.engine.commands[0]).files == std::vector<std::size_t>{0});
    CHECK(std::get<api::SetFiles>(world.engine.commands[1]).files == std::vector<std::size_t>{2});
}

TEST_CASE("files: a glob that fits nothing changes nothing and exits 3") {
    auto world = detailed();
    auto const run = run_cli(world, {"files", "1", "--skip", "*.nfo", "--high", "*.mkv"});
    CHECK(run.exit == ExitCode::not_found);
    CHECK(run.err == "shoal: files, on *.mkv: no file fits; see the paths with 'shoal files ID'\n");
    CHECK(world.engine.commands.empty());
}

TEST_CASE("peers: flags, and why a peer is served or not") {
    auto world = detailed();
    auto const run = run_cli(world, {"peers", "1"});
    CHECK(run.out ==
          R"(ADDRESS          DONE  DOWN  UP  RECEIVED  SENT  RTT  FLAGS  FOUND  CLIENT     WHY
192.0.2.1:6881  50.0%     -   -         -     -    -  DuEI   -      evil�[31m  gives least
)");
    CHECK(documents(run_cli(world, {"peers", "1", "--json"}).out)[0]["peers"][0]["choke_reason"] ==
          "gives least");
}

TEST_CASE("pieces: a map, and how many pieces have how many copies") {
    auto world = detailed();
    auto const run = run_cli(world, {"pieces", "1"});
    CHECK(run.out.starts_with("2 of 4 pieces, 16 KiB each (# all, + some, . none)\n##..\n"
                              "COPIES  PIECES\n    1         1  ["));
    CHECK(run.out.find("\n    9+        1  [") != std::string::npos);
    CHECK(documents(run_cli(world, {"pieces", "1", "--json"}).out)[0]["have"] == "c0");
}

TEST_CASE("pieces: many share a character, none at all is no crash") {
    api::PiecesView pieces;
    CHECK(piece_lines(pieces, 80).size() == 1);
    pieces.have.assign(100'000, false);
    pieces.have[99'999] = true;
    auto const lines = piece_lines(pieces, 80);
    CHECK(lines.size() <= 9);
    CHECK(lines.back().back() == '+');
    for (auto const& line : lines)
        CHECK(line.size() <= 80);
}

TEST_CASE("trackers: what they say stays on one line") {
    auto world = detailed();
    CHECK(
        run_cli(world, {"trackers", "1"}).out ==
        R"(TIER  STATE    SEEDS  LEECHES  FAILS   NEXT  TOOK  URL                               MESSAGE
   0  failing      -        -      3  1m05s     -  udp://tracker.example:1/announce  not�registered

STATE        DOWN  RECEIVED  FAILING  WEB SEED           MESSAGE
connected  1KiB/s         -        -  http://a.example/  -
failing         -         -    1m05s  http://b.example/  404� Not Found
)");
    auto const document = documents(run_cli(world, {"trackers", "1", "--json"}).out)[0];
    CHECK(document["trackers"][0]["fails"] == 3);
    CHECK(document["web_seeds"][0] ==
          json::parse(R"({"url":"http://a.example/","connected":true,"down":1024,"downloaded":0,
                          "error":null,"failing_for":null})"));
    CHECK(document["web_seeds"][1]["failing_for"] == 65);
}

TEST_CASE("trackers: a daemon that knows nothing of web seeds still tells of trackers") {
    auto world = detailed();
    world.engine.inform = [told = world.engine.inform](api::Question const& question) {
        if (std::holds_alternative<api::WebSeedsOf>(question))
            return Result<api::Answer>{
                fail(Errc::invalid_input, "there is no question 'web_seeds'")};
        return told(question);
    };
    auto const run = run_cli(world, {"trackers", "1"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.out.find("udp://tracker.example:1/announce") != std::string::npos);
}

TEST_CASE("details: of several torrents each has a heading; what is missing makes it partly done") {
    auto world = detailed();
    auto const run = run_cli(world, {"trackers", "1", "2", "77"});
    CHECK(run.exit == ExitCode::partly_done);
    CHECK(run.out.starts_with("1 photos\nTIER"));
    CHECK(run.out.find("\n\n2 music\nTIER") != std::string::npos);
    world.engine.inform = nullptr; // the torrent has gone meanwhile
    CHECK(run_cli(world, {"peers", "1"}).exit == ExitCode::not_found);
}

TEST_CASE("list: as a document, sorted and filtered") {
    auto world = detailed();
    auto const all = json::parse(run_cli(world, {"list", "--json", "--sort", "name"}).out);
    CHECK(all["schema"] == "shoal.list/1");
    CHECK(all["revision"] == 5);
    CHECK(all["torrents"][0]["name"] == "music");
    auto const none = run_cli(world, {"list", "--json", "state=error"});
    CHECK(none.exit == ExitCode::done);
    CHECK(json::parse(none.out)["torrents"].empty());
    CHECK(run_cli(world, {"list", "77"}).exit == ExitCode::not_found);
    CHECK(run_cli(world, {"list", "77", "1"}).exit == ExitCode::partly_done);
    CHECK(run_cli(world, {"list", "--sort", "beauty"}).exit == ExitCode::usage);
    CHECK(run_cli(world, {"list", "size>"}).exit == ExitCode::usage);
}

TEST_CASE("list: off a terminal a title line and a line for each torrent") {
    auto world = detailed();
    CHECK(run_cli(world, {"list", "1"}).out ==
          "ID   DONE  SIZE  DOWN  UP  ETA  RATIO  PEERS  STATE        LABEL  NAME\n"
          " 1  50.0%  2KiB     -   -    -   0.00      -  downloading  -      photos\n");
}

TEST_CASE("list: --watch goes on until a signal, and prints what changed") {
    auto world = detailed();
    world.interrupt.request_stop();
    auto const run = run_cli(world, {"list", "--watch", "--json"});
    CHECK(run.exit == ExitCode::interrupted);
    CHECK(documents(run.out).size() == 1);
}

namespace {

api::Event warning(api::TorrentId id, std::uint64_t number = 0) {
    return {.kind = api::EventKind::warning,
            .id = id,
            .name = "na\x1bme",
            .text = "slow",
            .where = "udp://x",
            .number = number};
}

Result<api::Answer> no_past(api::Question const&) {
    return std::vector<api::Event>{};
}

constexpr auto warning_line =
    "1970-01-01T00:00:00Z  warning       1 na\xef\xbf\xbdme  slow  on udp://x\n";

} // namespace

TEST_CASE("log: prints events as lines or documents until a signal") {
    for (bool const is_json : {false, true}) {
        auto world = detailed();
        std::vector<std::string> words{"log", "--follow", "1"};
        if (is_json)
            words.emplace_back("--json");
        world.engine.inform = no_past;
        world.engine.on_attach = [&](FakeEngine& engine) {
            engine.emit(warning(1));
            engine.emit(warning(2));
            world.interrupt.request_stop();
        };
        auto const run = run_cli(world, words);
        CHECK(run.exit == ExitCode::interrupted);
        if (is_json)
            CHECK(documents(run.out).at(0)["id"] == 1);
        else
            CHECK(run.out == warning_line);
    }
}

TEST_CASE("log: without --follow it tells what has happened, and ends") {
    auto world = detailed();
    api::LogOf asked;
    world.engine.inform = [&](api::Question const& question) -> Result<api::Answer> {
        asked = std::get<api::LogOf>(question);
        return std::vector{warning(1, 7)};
    };
    auto const run = run_cli(world, {"log", "-n", "3", "1"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.out == warning_line);
    CHECK(asked.most == 3);
    CHECK(asked.ids == api::Ids{1});
    CHECK(run_cli(world, {"log", "77"}).exit == ExitCode::not_found);
    CHECK(run_cli(world, {"log", "-n", "many"}).exit == ExitCode::usage);
}

TEST_CASE("log: what both the log and the stream tell is printed once") {
    auto world = detailed();
    world.engine.inform = [](api::Question const&) -> Result<api::Answer> {
        return std::vector{warning(1, 7)};
    };
    world.engine.on_attach = [&](FakeEngine& engine) {
        engine.emit(warning(1, 7));
        engine.emit(warning(1, 8));
        world.interrupt.request_stop();
    };
    auto const run = run_cli(world, {"log", "--follow"});
    CHECK(run.out == std::string{warning_line} + warning_line);
}
