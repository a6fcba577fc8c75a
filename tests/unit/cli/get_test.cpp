#include "tests/support/cli_run.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;
using api::EventKind;

namespace {

api::Event event(EventKind kind, api::TorrentId id, std::string text = {}) {
    return {.kind = kind,
            .time = {},
            .id = id,
            .info_hash = {},
            .name = "data",
            .text = std::move(text),
            .where = {}};
}

api::TorrentView finished(api::TorrentId id) {
    api::TorrentView view;
    view.id = id;
    view.name = "data";
    view.state = api::TorrentState::complete;
    view.size = view.wanted = view.done = view.downloaded = 1024;
    return view;
}

/// Every torrent arrives as soon as it is added.
void arrive(FakeEngine& engine, api::Command const& command) {
    if (!std::holds_alternative<api::Add>(command))
        return;
    for (auto const kind : {EventKind::added, EventKind::complete, EventKind::flushed})
        engine.emit(event(kind, 1));
    engine.publish({finished(1)});
}

std::vector<nlohmann::json> lines(std::string const& out) {
    std::vector<nlohmann::json> list;
    std::istringstream stream{out};
    for (std::string line; std::getline(stream, line);)
        list.push_back(nlohmann::json::parse(line));
    return list;
}

} // namespace

TEST_CASE("get: what is named twice is fetched once") {
    CliWorld world;
    world.engine.react = arrive;
    auto const run = run_cli(world, {"get", "data.torrent", "data.torrent"});
    CHECK(run.exit == ExitCode::done);
    CHECK(world.engine.commands.size() == 1);
}

TEST_CASE("get: ends with 0 when all is flushed; the summary is on standard output") {
    CliWorld world;
    world.engine.react = arrive;
    auto const run = run_cli(world, {"get", "data.torrent", "--dir", "/srv"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.out == "data: complete, 1 KiB in 0s, in /srv\n");
    CHECK(world.engine.is_ended);
}

TEST_CASE("get: its flags reach the engine") {
    CliWorld world;
    world.engine.react = arrive;
    (void)run_cli(world, {"get",          "-d",     "/srv",        "-o",     "other",
                          "--select",     "*.iso",  "--select",    "b",      "--sequential",
                          "--check",      "--peer", "127.0.0.1:1", "--peer", "[::1]:2",
                          "--time-limit", "5",      "--up",        "1M",     "magnet:?x"});
    REQUIRE(!world.engine.commands.empty());
    auto const& add = std::get<api::Add>(world.engine.commands.front());
    CHECK(add.source == "magnet:?x");
    CHECK(add.dir == "/srv");
    CHECK(add.rename == "other");
    CHECK(add.select == std::vector<std::string>{"*.iso", "b"});
    CHECK(add.sequential);
    CHECK(add.check);
    CHECK(add.peers.size() == 2);
    CHECK(!add.goal.ratio);
    CHECK(world.engine.options.up_limit == 1024 * 1024);
}

TEST_CASE("get: a name in brackets is one name, before and after flags") {
    CliWorld world;
    world.interrupt.request_stop();
    (void)run_cli(world, {"get", "[a,b]", "--select", "[cd]", "--sequential", "[e] [f]"});
    REQUIRE(world.engine.commands.size() >= 2);
    CHECK(std::get<api::Add>(world.engine.commands[0]).source == "./[a,b]");
    CHECK(std::get<api::Add>(world.engine.commands[1]).source == "./[e] [f]");
    CHECK(std::get<api::Add>(world.engine.commands[0]).select == std::vector<std::string>{"[cd]"});
}

TEST_CASE("get: --output is for one SOURCE") {
    auto const run = run_cli({"get", "-o", "x", "a", "b"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.err.find("--output") != std::string::npos);
}

TEST_CASE("get: --json is one object a line, ending with the results") {
    CliWorld world;
    world.engine.react = arrive;
    auto const run = run_cli(world, {"get", "--json", "data.torrent"});
    CHECK(run.err.empty());
    auto const all = lines(run.out);
    REQUIRE(all.size() >= 3);
    CHECK(all[0]["event"] == "added");
    CHECK(all[1]["event"] == "complete");
    CHECK(all.back()["schema"] == "shoal.get/1");
    CHECK(all.back()["complete"] == true);
    CHECK(all.back()["downloaded"] == 1024);
}

TEST_CASE("get: a source that is not there exits 3, with the reason on standard error") {
    CliWorld world;
    world.engine.answer = [](api::Command const&) -> Result<api::Reply> {
        return fail(Errc::not_found, "no such file; check the path", "gone.torrent");
    };
    auto const run = run_cli(world, {"get", "gone.torrent"});
    CHECK(run.exit == ExitCode::not_found);
    CHECK(run.err == "shoal: get, on gone.torrent: no such file; check the path\n");
    CHECK(run.out.empty());
}

TEST_CASE("get: a source found missing only later exits 3 as well") {
    CliWorld world;
    world.engine.react = [](FakeEngine& engine, api::Command const&) {
        auto gone = event(EventKind::error, 1, "no such file");
        gone.code = Errc::not_found;
        engine.emit(gone);
    };
    CHECK(run_cli(world, {"get", "gone.torrent"}).exit == ExitCode::not_found);
}

TEST_CASE("get: the time limit ends it with 6, after saving") {
    CliWorld world;
    auto const run = run_cli(world, {"get", "--time-limit", "0", "data.torrent"});
    CHECK(run.exit == ExitCode::timed_out);
    CHECK(run.err.find("time limit") != std::string::npos);
    CHECK(std::holds_alternative<api::Save>(world.engine.commands.back()));
}

TEST_CASE("get: a signal saves, says how to go on, and exits with its status") {
    for (auto const status : {ExitCode::interrupted, ExitCode::terminated}) {
        CliWorld world;
        world.interrupt_status = status;
        world.engine.react = [&](FakeEngine& engine, api::Command const& command) {
            if (!std::holds_alternative<api::Add>(command))
                return;
            auto half = finished(1);
            half.state = api::TorrentState::downloading;
            half.done = 512;
            engine.publish({half});
            world.interrupt.request_stop();
        };
        auto const run = run_cli(world, {"get", "data.torrent"});
        CHECK(run.exit == status);
        CHECK(std::holds_alternative<api::Save>(world.engine.commands.back()));
        CHECK(run.out == "data: 512 B of 1 KiB kept in .; run the same command again to go on\n");
        CHECK(world.engine.is_ended);
    }
}

TEST_CASE("get: a torrent that stops with an error exits 1 and says why") {
    CliWorld world;
    world.engine.react = [](FakeEngine& engine, api::Command const&) {
        engine.emit(event(EventKind::error, 1, "disk full; make room"));
    };
    auto const run = run_cli(world, {"get", "data.torrent"});
    CHECK(run.exit == ExitCode::failed);
    CHECK(run.err.find("disk full; make room") != std::string::npos);
}

TEST_CASE("get: the session's own errors and warnings are told, and it goes on") {
    CliWorld world;
    world.engine.react = [](FakeEngine& engine, api::Command const& command) {
        auto trouble = event(EventKind::error, 0, "the port is in use");
        trouble.where = "127.0.0.1:6881";
        engine.emit(trouble);
        engine.emit(event(EventKind::warning, 1, "the tracker does not answer"));
        arrive(engine, command);
    };
    auto const run = run_cli(world, {"get", "data.torrent"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.err.find("shoal: get, on 127.0.0.1:6881: the port is in use\n") != std::string::npos);
    CHECK(run.err.find("shoal: warning: the tracker does not answer\n") != std::string::npos);
}

TEST_CASE("get: a name with escape sequences is made safe") {
    CliWorld world;
    world.engine.react = [](FakeEngine& engine, api::Command const& command) {
        arrive(engine, command);
        auto evil = finished(1);
        evil.name = "\x1b]0;owned\x07";
        engine.publish({evil});
    };
    auto const run = run_cli(world, {"get", "data.torrent"});
    CHECK((run.out + run.err).find('\x1b') == std::string::npos);
}
