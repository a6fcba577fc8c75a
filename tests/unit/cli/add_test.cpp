#include "tests/support/daemon_world.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;
using nlohmann::json;

namespace {

Result<api::TorrentSummary> a_torrent(std::string const& /*source*/) {
    api::TorrentSummary summary;
    summary.name = "photos";
    return summary;
}

/// A daemon that takes everything, numbered from 1.
CliWorld taker() {
    CliWorld world;
    world.torrents.on_inspect = a_torrent;
    world.engine.answer = [next = api::TorrentId{0}](api::Command const&) mutable {
        return Result<api::Reply>{api::Reply{++next, false, "abcd"}};
    };
    return world;
}

std::string put(TempDir const& dir, std::string const& name, std::string const& bytes) {
    auto const path = dir / name;
    REQUIRE(write_file(path, bytes, Overwrite::no));
    return path.string();
}

api::TorrentView complete(api::TorrentId id) {
    auto view = torrent(id, "photos");
    view.done = view.wanted;
    view.state = api::TorrentState::complete;
    return view;
}

} // namespace

TEST_CASE("add: a .torrent is read here and sent whole, with an absolute folder") {
    TempDir const dir;
    auto const path = put(dir, "p.torrent", "d4:infoe");
    auto world = taker();
    auto const run = run_cli(world, {"add", path, "-d", "downloads/"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.out == "added: 1 photos\n");
    auto const& add = only<api::Add>(world);
    CHECK(add.torrent == "d4:infoe");
    CHECK(add.source == path);
    CHECK(add.dir == fs::current_path() / "downloads");
}

TEST_CASE("add: its flags reach the daemon") {
    auto world = taker();
    CHECK(run_cli(world,
                  {"add",     "-o",           "other",    "--select",    "*.iso", "--sequential",
                   "--peer",  "127.0.0.1:1",  "--paused", "--label",     "linux", "--top",
                   "--check", "--seed-ratio", "1.5",      "--seed-time", "2h",    "--up",
                   "1K",      "--down",       "2K",       "magnet:?x"})
              .exit == ExitCode::done);
    auto const& add = only<api::Add>(world);
    CHECK(add.source == "magnet:?x");
    CHECK(add.torrent.empty());
    CHECK(add.rename == "other");
    CHECK(add.select == std::vector<std::string>{"*.iso"});
    CHECK(add.sequential);
    CHECK(add.peers.size() == 1);
    CHECK(add.paused);
    CHECK(add.label == "linux");
    CHECK(add.on_top);
    CHECK(add.check);
    CHECK(add.goal.ratio == 1.5);
    CHECK(add.goal.time == 2h);
    CHECK(add.limits == api::RateLimits{1024, 2048});
    CHECK(add.dir.empty()); // the daemon's settings say where
}

TEST_CASE("add: --json is one document for each torrent, known ones too") {
    auto world = taker();
    world.engine.answer = [](api::Command const&) {
        return Result<api::Reply>{api::Reply{7, true, "abcd"}};
    };
    auto const run = run_cli(world, {"add", "--json", std::string(40, 'a')});
    CHECK(run.exit == ExitCode::done);
    CHECK(json::parse(run.out) ==
          json::parse(R"({"schema":"shoal.add/1","id":7,"info_hash":"abcd","name":null,
                          "known":true})"));
    CHECK(run_cli(world, {"add", "magnet:?x"}).out == "already there: 7 photos\n");
}

TEST_CASE("add: what is not there exits 3, what is broken 1; with good ones 7") {
    TempDir const dir;
    auto const broken = put(dir, "broken.torrent", "x");
    auto world = taker();
    auto const gone = run_cli(world, {"add", "/nonexistent/a.torrent"});
    CHECK(gone.exit == ExitCode::not_found);
    CHECK(gone.err == "shoal: add, on /nonexistent/a.torrent: this is no .torrent file, magnet, "
                      "info-hash or URL; check the path\n");
    world.torrents.on_inspect = nullptr;
    CHECK(run_cli(world, {"add", broken}).exit == ExitCode::failed);
    CHECK(run_cli(world, {"add", dir.path().string()}).exit == ExitCode::failed);
    CHECK(world.engine.commands.empty());
    auto const partly = run_cli(world, {"add", broken, "magnet:?x"});
    CHECK(partly.exit == ExitCode::partly_done);
    CHECK(world.engine.commands.size() == 1);
}

TEST_CASE("add: bad flags are errors in usage, before the daemon is asked") {
    CliWorld world;
    world.has_daemon = false;
    for (auto const& words :
         std::vector<std::vector<std::string>>{{"add"},
                                               {"add", "a", "--up", "fast"},
                                               {"add", "a", "--wait=soon"},
                                               {"add", "a", "b", "-o", "x"},
                                               {"add", "a", "--seed-ratio", "-1"}})
        CHECK(run_cli(world, words).exit == ExitCode::usage);
}

TEST_CASE("add: a thousand files go many at a time, and each has its answer") {
    TempDir const dir;
    std::vector<std::string> words{"add"};
    for (int i = 0; i < 1000; ++i)
        words.push_back(put(dir, std::to_string(i) + ".torrent", std::to_string(i)));
    auto world = taker();
    auto const run = run_cli(world, words);
    CHECK(run.exit == ExitCode::done);
    CHECK(std::ranges::count(run.out, '\n') == 1000);
    REQUIRE(world.engine.commands.size() == 1000);
    CHECK(std::get<api::Add>(world.engine.commands[999]).torrent == "999");
}

TEST_CASE("add: --wait ends when all is complete") {
    auto world = taker();
    world.engine.react = [](FakeEngine& engine, api::Command const&) {
        engine.publish({complete(1)});
    };
    CHECK(run_cli(world, {"add", "magnet:?x", "--wait"}).exit == ExitCode::done);
}

TEST_CASE("add: --wait=DUR exits 6 when the time is over") {
    auto world = taker();
    auto const run = run_cli(world, {"add", "magnet:?x", "--wait=0"});
    CHECK(run.exit == ExitCode::timed_out);
    CHECK(run.out == "added: 1 photos\n");
    CHECK(run.err == "shoal: add: the limit of 0s was reached with 0 of 1 torrents there; the "
                     "daemon goes on\n");
}

TEST_CASE("add: --wait exits 1 when the torrent fails, 7 when others are complete") {
    auto world = taker();
    auto const broken = [](api::TorrentId id) {
        auto view = torrent(id, "broken");
        view.state = api::TorrentState::error;
        view.error = "the disk is full; make room";
        return view;
    };
    world.engine.react = [&](FakeEngine& engine, api::Command const&) {
        engine.publish({broken(1)});
    };
    auto const run = run_cli(world, {"add", "magnet:?x", "--wait"});
    CHECK(run.exit == ExitCode::failed);
    CHECK(run.err == "shoal: add, on broken: the disk is full; make room\n");
    auto both = taker();
    both.engine.react = [&](FakeEngine& engine, api::Command const&) {
        engine.publish({broken(1), complete(2)});
    };
    CHECK(run_cli(both, {"add", "magnet:?x", "magnet:?y", "--wait"}).exit == ExitCode::partly_done);
}

TEST_CASE("add: --wait ends with a signal") {
    auto world = taker();
    world.engine.react = [&](FakeEngine&, api::Command const&) {
        world.interrupt.request_stop();
    };
    CHECK(run_cli(world, {"add", "magnet:?x", "--wait"}).exit == ExitCode::interrupted);
}
