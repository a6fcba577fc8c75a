#include "tests/support/daemon_world.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;
using nlohmann::json;

namespace {

CliWorld three() {
    return daemon_with({torrent(1, "photos"), torrent(2, "music"), torrent(3, "movies")});
}

Result<api::Reply> refuse(api::Command const&) {
    return fail(Errc::io, "the disk is full; make room");
}

} // namespace

TEST_CASE("daemon: every command of it exits 4 with clear words when none runs") {
    for (std::vector<std::string> const& words :
         std::vector<std::vector<std::string>>{{"list"},
                                               {"info", "1"},
                                               {"files", "1"},
                                               {"peers", "1"},
                                               {"pieces", "1"},
                                               {"trackers", "1"},
                                               {"pause", "1"},
                                               {"resume", "1"},
                                               {"remove", "1"},
                                               {"recheck", "1"},
                                               {"announce", "1"},
                                               {"move", "1", "/x"},
                                               {"rename", "1", "x"},
                                               {"set", "1", "up=0"},
                                               {"limit"},
                                               {"queue", "top", "1"},
                                               {"label", "1", "x"},
                                               {"bans"},
                                               {"log"},
                                               {"add", "magnet:?x"}}) {
        CAPTURE(words.front());
        CliWorld world;
        world.has_daemon = false;
        auto const run = run_cli(world, words);
        CHECK(run.exit == ExitCode::no_daemon);
        CHECK(run.out.empty());
        CHECK(run.err == "shoal: " + words.front() +
                             ", on /run/shoal.sock: no daemon is running; start one with 'shoal "
                             "daemon'\n");
    }
}

TEST_CASE("daemon: each of its commands has help with an example") {
    for (char const* command :
         {"add",   "list",   "info",   "files",   "peers",    "pieces", "trackers",
          "pause", "resume", "remove", "recheck", "announce", "move",   "rename",
          "set",   "limit",  "queue",  "label",   "bans",     "log"}) {
        auto const run = run_cli({command, "--help"});
        CHECK(run.exit == ExitCode::done);
        CHECK(run.out.find(std::string{"Example:\n  shoal "} + command) != std::string::npos);
        CHECK(run.out.find("--json") != std::string::npos);
    }
}

TEST_CASE("daemon: the socket is the usual one, that of the environment, or that of the flag") {
    auto world = three();
    (void)run_cli(world, {"pause", "1"});
    CHECK(world.engine.socket == "/run/shoal.sock");
    Environment const environment{"SHOAL_SOCKET", "/tmp/a"};
    (void)run_cli(world, {"pause", "1"});
    CHECK(world.engine.socket == "/tmp/a");
    (void)run_cli(world, {"pause", "1", "--socket", "/tmp/b"});
    CHECK(world.engine.socket == "/tmp/b");
}

TEST_CASE("act: pause, resume, recheck and announce send one command for all torrents") {
    auto world = three();
    CHECK(run_cli(world, {"pause", "3", "0101"}).out == "paused: 2 torrents\n");
    CHECK(only<api::Pause>(world).ids == api::Ids{3, 1});
    world = three();
    CHECK(run_cli(world, {"resume", "all"}).out == "resumed: 3 torrents\n");
    CHECK(only<api::Resume>(world).ids == api::Ids{1, 2, 3});
    world = three();
    CHECK(run_cli(world, {"recheck", "2"}).out == "rechecking: 2 music\n");
    CHECK(only<api::Recheck>(world).ids == api::Ids{2});
    world = three();
    CHECK(run_cli(world, {"announce", "name~mo"}).out == "announcing: 3 movies\n");
    CHECK(only<api::Announce>(world).ids == api::Ids{3});
}

TEST_CASE("act: --json says which torrents, and what failed") {
    auto world = three();
    auto const run = run_cli(world, {"pause", "2", "77", "--json"});
    CHECK(run.exit == ExitCode::partly_done);
    auto const document = json::parse(run.out);
    CHECK(document["schema"] == "shoal.pause/1");
    CHECK(document["torrents"] == json::parse(R"([{"id": 2, "name": "music",
                           "info_hash": "0202000000000000000000000000000000000000"}])"));
    CHECK(document["errors"][0]["where"] == "77");
}

TEST_CASE("act: no such torrent exits 3; with others, these are done and it exits 7") {
    auto world = three();
    auto const run = run_cli(world, {"pause", "77"});
    CHECK(run.exit == ExitCode::not_found);
    CHECK(run.err == "shoal: pause, on 77: no torrent has this number; there are: 1 photos, 2 "
                     "music, 3 movies\n");
    CHECK(run.out.empty());
    CHECK(world.engine.commands.empty());
    CHECK(run_cli(world, {"pause", "77", "1"}).exit == ExitCode::partly_done);
    CHECK(only<api::Pause>(world).ids == api::Ids{1});
}

TEST_CASE("act: a filter that matches nothing exits 3, but all of nothing is done") {
    auto world = three();
    CHECK(run_cli(world, {"pause", "state=error"}).exit == ExitCode::not_found);
    CHECK(run_cli(world, {"pause", "all", "--filter", "state=error"}).exit == ExitCode::done);
    CHECK(world.engine.commands.empty());
}

TEST_CASE("act: what cannot be read is an error in usage") {
    auto world = three();
    CHECK(run_cli(world, {"pause"}).exit == ExitCode::usage);
    auto const run = run_cli(world, {"pause", "size>"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.err.starts_with("shoal: pause size>: column "));
}

TEST_CASE("act: what the daemon refuses exits 1 with its reason") {
    auto world = three();
    world.engine.answer = refuse;
    auto const run = run_cli(world, {"recheck", "2"});
    CHECK(run.exit == ExitCode::failed);
    CHECK(run.err == "shoal: recheck, on music: the disk is full; make room\n");
    CHECK(run.out.empty());
}

TEST_CASE("act: a daemon that goes away exits 4, a signal with its status") {
    auto world = three();
    world.engine.answer = [](api::Command const&) -> Result<api::Reply> {
        return fail(Errc::unavailable, "the daemon has ended");
    };
    CHECK(run_cli(world, {"pause", "1"}).exit == ExitCode::no_daemon);
    world.interrupt.request_stop();
    CHECK(run_cli(world, {"pause", "1"}).exit == ExitCode::interrupted);
}

TEST_CASE("remove: one torrent without its data goes unasked") {
    auto world = three();
    CHECK(run_cli(world, {"remove", "2"}).out == "removed: 2 music\n");
    CHECK(only<api::Remove>(world).ids == api::Ids{2});
    CHECK(!only<api::Remove>(world).with_data);
    CHECK(world.question.empty());
}

TEST_CASE("remove: several, or data, need --yes where nobody can be asked") {
    for (auto const& words : std::vector<std::vector<std::string>>{
             {"remove", "1", "2"}, {"remove", "all"}, {"remove", "1", "--data"}}) {
        auto world = three();
        auto const refused = run_cli(world, words);
        CHECK(refused.exit == ExitCode::usage);
        CHECK(refused.err.find("--yes") != std::string::npos);
        CHECK(world.engine.commands.empty());
        auto sure = words;
        sure.emplace_back("--yes");
        CHECK(run_cli(world, sure).exit == ExitCode::done);
        CHECK(world.engine.commands.size() == 1);
    }
}

TEST_CASE("remove: on a terminal it asks, and obeys") {
    auto world = three();
    world.consent = false;
    auto const run = run_cli(world, {"remove", "1", "2", "--data"});
    CHECK(run.exit == ExitCode::failed);
    CHECK(world.question == "remove 2 torrents and the data on disk?");
    CHECK(run.err == "shoal: remove: not confirmed; nothing was removed\n");
    CHECK(world.engine.commands.empty());
    world.consent = true;
    CHECK(run_cli(world, {"remove", "1", "--data"}).exit == ExitCode::done);
    CHECK(world.question == "remove 'photos' and the data on disk?");
    CHECK(only<api::Remove>(world).with_data);
}

TEST_CASE("move: into a folder made absolute, wherever the flags stand") {
    auto world = three();
    CHECK(run_cli(world, {"move", "--json", "1", "2", "there/", "--socket", "x"}).exit ==
          ExitCode::done);
    CHECK(only<api::Move>(world).ids == api::Ids{1, 2});
    CHECK(only<api::Move>(world).dir == fs::current_path() / "there");
    auto const run = run_cli(world, {"move", "1"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.err == "shoal: move: ID and DIR are required; see 'shoal help move'\n");
    CHECK(run_cli({"move", "--help"})
              .out.starts_with("move the files of torrents to another folder\nUsage: shoal move "
                               "[OPTIONS] ID... DIR\n"));
}

TEST_CASE("move: --wait ends when the files are there") {
    auto world = three();
    world.engine.react = [](FakeEngine& engine, api::Command const&) {
        auto moved = torrent(1, "photos");
        moved.dir = "/archive";
        engine.publish({moved});
    };
    CHECK(run_cli(world, {"move", "1", "/archive/", "--wait"}).exit == ExitCode::done);
}

TEST_CASE("move: --wait=DUR gives up with 6; what fails exits 1") {
    auto world = three();
    CHECK(run_cli(world, {"move", "1", "/archive", "--wait=0"}).exit == ExitCode::timed_out);
    world.engine.react = [](FakeEngine& engine, api::Command const&) {
        api::Event event;
        event.kind = api::EventKind::error;
        event.id = 1;
        event.name = "photos";
        event.text = "the disk is full; make room";
        engine.emit(event);
    };
    auto const run = run_cli(world, {"move", "1", "/archive", "--wait"});
    CHECK(run.exit == ExitCode::failed);
    CHECK(run.err == "shoal: move, on photos: the disk is full; make room\n");
    CHECK(run_cli(world, {"move", "1", "/archive", "--wait=soon"}).exit == ExitCode::usage);
}

TEST_CASE("move: --wait tells why the files stayed where they were") {
    auto world = three();
    world.engine.react = [](FakeEngine& engine, api::Command const&) {
        api::Event event;
        event.kind = api::EventKind::warning;
        event.id = 1;
        event.name = "photos";
        event.text = "cannot move it: Permission denied";
        event.where = "/proc/photos";
        engine.emit(event);
    };
    auto const run = run_cli(world, {"move", "1", "/archive", "--wait"});
    CHECK(run.exit == ExitCode::failed);
    CHECK(run.err == "shoal: move, on photos: cannot move it: Permission denied, on "
                     "/proc/photos; its files stay where they were, so choose another folder\n");
}

TEST_CASE("rename: a torrent, or a file of it by number or path") {
    auto world = three();
    world.engine.inform = [](api::Question const&) -> Result<api::Answer> {
        return std::vector<api::FileView>{{"a", 1, 1}, {"disc/b", 1, 0}};
    };
    CHECK(run_cli(world, {"rename", "1", "pictures"}).exit == ExitCode::done);
    CHECK(only<api::Rename>(world).name == "pictures");
    CHECK(!only<api::Rename>(world).file);
    for (char const* file : {"1", "disc/b"}) {
        world.engine.commands.clear();
        CHECK(run_cli(world, {"rename", "1", "--file", file, "disc/c"}).exit == ExitCode::done);
        CHECK(only<api::Rename>(world).file == 1U);
    }
    CHECK(run_cli(world, {"rename", "1", "--file", "2", "x"}).exit == ExitCode::not_found);
    CHECK(run_cli(world, {"rename", "all", "x"}).exit == ExitCode::usage);
}

TEST_CASE("set: what is given changes, the rest of a torrent's goal stays") {
    auto seeding = torrent(1, "photos");
    seeding.goal.seeds = 3;
    seeding.goal.idle = 60s;
    auto world = daemon_with({seeding, torrent(2, "music")});
    auto const run =
        run_cli(world, {"set", "1", "2", "up=500KiB/s", "ratio=1.5", "idle=none", "sequential=on"});
    CHECK(run.exit == ExitCode::done);
    REQUIRE(world.engine.commands.size() == 2);
    auto const& change = std::get<api::Change>(world.engine.commands[0]);
    CHECK(change.ids == api::Ids{1});
    CHECK(change.up_limit == 500 * 1024);
    CHECK(!change.down_limit);
    CHECK(change.sequential == true);
    REQUIRE(change.goal);
    CHECK(change.goal->ratio == 1.5);
    CHECK(change.goal->seeds == 3);
    CHECK(!change.goal->idle);
    auto const& other = std::get<api::Change>(world.engine.commands[1]);
    REQUIRE(other.goal);
    CHECK(!other.goal->seeds);
}

TEST_CASE("set: without a goal in it the goal is not touched; a label may be empty") {
    auto world = three();
    CHECK(run_cli(world, {"set", "1", "label=", "down=0"}).exit == ExitCode::done);
    CHECK(!only<api::Change>(world).goal);
    CHECK(only<api::Change>(world).label == "");
    CHECK(only<api::Change>(world).down_limit == 0);
}

TEST_CASE("set: bad values name their key") {
    auto world = three();
    auto const run = run_cli(world, {"set", "1", "up=fast"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.err.starts_with("shoal: set up: 'fast' is not a rate"));
    CHECK(run_cli(world, {"set", "1"}).exit == ExitCode::usage);
    CHECK(run_cli(world, {"set", "up=1"}).exit == ExitCode::usage);
    CHECK(world.engine.commands.empty());
}

TEST_CASE("set: a key that does not exist is named, with those that do") {
    auto world = three();
    auto run = run_cli(world, {"set", "1", "foo=1"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.err.starts_with("shoal: set foo=1: there is no setting 'foo'; there are add-tracker, "
                              "add-web-seed, down, idle, label, "));
    run = run_cli(world, {"set", "1", "rato=2", "up=1MiB"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.err.starts_with(
        "shoal: set rato=2: there is no setting 'rato', did you mean 'ratio'?; there are "));
    CHECK(world.engine.commands.empty());
    CHECK(run_cli(world, {"set", "state=downloading", "up=1MiB"}).exit == ExitCode::done);
}

TEST_CASE("act: an ID or filter of blanks is an error, and means no torrent") {
    for (std::vector<std::string> const& words :
         std::vector<std::vector<std::string>>{{"remove", "", "--yes"},
                                               {"remove", "  ", "--yes"},
                                               {"remove", "1", "", "--yes"},
                                               {"remove", "all", "--filter", "", "--yes"},
                                               {"remove", "all", "-f", " ", "--yes"},
                                               {"pause", ""},
                                               {"resume", ""},
                                               {"recheck", ""},
                                               {"announce", ""},
                                               {"label", "", "x"},
                                               {"label", "--clear", ""},
                                               {"set", "", "up=0"},
                                               {"move", "", "/x"},
                                               {"move", "1", ""},
                                               {"rename", "", "x"},
                                               {"queue", "top", ""},
                                               {"info", ""},
                                               {"files", ""},
                                               {"peers", ""},
                                               {"log", ""}}) {
        CAPTURE(words.front());
        auto world = three();
        auto const run = run_cli(world, words);
        CHECK(run.exit == ExitCode::usage);
        CHECK(run.err.find("empty") != std::string::npos);
        CHECK(run.out.empty());
        CHECK(world.engine.commands.empty());
    }
    auto world = three();
    CHECK(run_cli(world, {"pause", ""}).err ==
          "shoal: pause '': an empty ID names no torrent; give a number, 4 or more digits of an "
          "info-hash, a filter, or all; see 'shoal help pause'\n");
    CHECK(run_cli(world, {"list", "", "--json"}).exit == ExitCode::done); // no filter
}

TEST_CASE("label: the last word, or none with --clear") {
    auto world = three();
    CHECK(run_cli(world, {"label", "1", "2", "my isos"}).out == "labelled: 2 torrents\n");
    CHECK(only<api::Change>(world).label == "my isos");
    world = three();
    CHECK(run_cli(world, {"label", "--clear", "1", "2"}).exit == ExitCode::done);
    CHECK(only<api::Change>(world).ids == api::Ids{1, 2});
    CHECK(only<api::Change>(world).label == "");
}

TEST_CASE("queue: to one of four places") {
    auto world = three();
    CHECK(run_cli(world, {"queue", "bottom", "2", "1"}).exit == ExitCode::done);
    CHECK(only<api::Enqueue>(world).move == api::QueueMove::bottom);
    CHECK(only<api::Enqueue>(world).ids == api::Ids{2, 1});
    CHECK(run_cli(world, {"queue", "first", "1"}).exit == ExitCode::usage);
}

TEST_CASE("limit: changes what is named of the session's rules, and tells them") {
    auto world = three();
    auto snapshot = std::make_shared<api::Snapshot>();
    snapshot->rules.limits = {100, 200};
    snapshot->rules.queue.downloads = 9;
    world.engine.first = snapshot;
    auto const run = run_cli(world, {"limit", "--up", "1MiB/s", "--alt", "on"});
    CHECK(run.out == "limits       up 1 MiB/s, down 200 B/s\n"
                     "alternative  up no limit, down no limit (on)\n");
    auto const& rules = only<api::Configure>(world).rules;
    CHECK(rules.limits == api::RateLimits{1024 * 1024, 200});
    CHECK(rules.alternative_on);
    CHECK(rules.queue.downloads == 9);
}

TEST_CASE("limit: without flags it only tells") {
    auto world = three();
    CHECK(json::parse(run_cli(world, {"limit", "--json"}).out) ==
          json::parse(R"({"schema":"shoal.limit/1","up":0,"down":0,
                          "alternative":{"up":0,"down":0,"on":false}})"));
    CHECK(world.engine.commands.empty());
    CHECK(run_cli(world, {"limit", "--up", "fast"}).exit == ExitCode::usage);
}
