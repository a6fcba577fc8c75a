#include "tests/support/cli_run.hpp"
#include "tests/support/temp_dir.hpp"
#include "ui-cli/cli/seed_now.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

/// Emits `added` for what is added, then lets the signal come.
void end_at_once(CliWorld& world) {
    world.engine.react = [&world](FakeEngine& engine, api::Command const& command) {
        if (!std::holds_alternative<api::Add>(command))
            return;
        api::Event event;
        event.id = 1;
        event.name = "data";
        engine.emit(event);
        world.interrupt.request_stop();
    };
}

api::Add const& first_add(CliWorld const& world) {
    REQUIRE(!world.engine.commands.empty());
    return std::get<api::Add>(world.engine.commands.front());
}

} // namespace

TEST_CASE("seed: a .torrent must be complete in the folder") {
    TempDir const dir;
    auto const file = dir / "data.torrent";
    REQUIRE(write_file(file, "d4:infodee", Overwrite::no));
    CliWorld world;
    world.torrents.on_inspect = [](std::string const&) {
        return api::TorrentSummary{};
    };
    end_at_once(world);
    auto const run = run_cli(world, {"seed", file.string(), "--dir", "/srv"});
    CHECK(run.exit == ExitCode::interrupted);
    CHECK(first_add(world).source == file.string());
    CHECK(first_add(world).must_be_complete);
    CHECK(!first_add(world).assume_complete);
    CHECK(first_add(world).dir == "/srv");
}

TEST_CASE("seed: content is hashed once, its magnet printed, its torrent gone afterwards") {
    TempDir const dir;
    auto const content = dir / "data";
    REQUIRE(write_file(content, "hello", Overwrite::no));
    CliWorld world;
    api::CreateSpec seen;
    world.torrents.on_create = [&](api::CreateSpec const& spec) {
        seen = spec;
        api::CreateReport report;
        report.path = *spec.output;
        report.magnet = "magnet:?xt=urn:btih:00";
        report.content_dir = dir.path();
        return report;
    };
    end_at_once(world);
    auto const run = run_cli(
        world, {"seed", content.string(), "-a", "http://a/x,http://b/x", "-a", "udp://c:1"});
    CHECK(seen.paths == std::vector<fs::path>{content});
    CHECK(seen.trackers ==
          std::vector<std::vector<std::string>>{{"http://a/x", "http://b/x"}, {"udp://c:1"}});
    CHECK(first_add(world).source == seen.output->string());
    CHECK(first_add(world).assume_complete);
    CHECK(first_add(world).dir == dir.path());
    CHECK(run.out.starts_with("magnet:?xt=urn:btih:00\n"));
    CHECK(!fs::exists(seen.output->parent_path()));
    CHECK((run.out + run.err).find(seen.output->string()) == std::string::npos);
}

TEST_CASE("seed: content from several places cannot be seeded, and the reason is told") {
    TempDir const dir;
    CliWorld world;
    world.torrents.on_create = [](api::CreateSpec const&) {
        api::CreateReport report;
        report.name = "mixed";
        return report;
    };
    auto const run = run_cli(world, {"seed", dir.path().string()});
    CHECK(run.exit == ExitCode::failed);
    CHECK(run.err.find("mixed: its files lie in several folders") != std::string::npos);
}

TEST_CASE("seed: links and hashes go to the engine as they are") {
    CliWorld world;
    end_at_once(world);
    (void)run_cli(world, {"seed", std::string(40, 'a')});
    CHECK(first_add(world).source == std::string(40, 'a'));
    CHECK(first_add(world).must_be_complete);
}

TEST_CASE("seed: what is not there exits 3; a broken .torrent says what it has") {
    CHECK(run_cli({"seed", "/nonexistent/data"}).exit == ExitCode::not_found);
    TempDir const dir;
    auto const file = dir / "broken.torrent";
    REQUIRE(write_file(file, "broken", Overwrite::no));
    auto const run = run_cli({"seed", file.string()});
    CHECK(run.exit == ExitCode::failed);
    CHECK(run.err.find("not a torrent") != std::string::npos);
}

TEST_CASE("seed: reaching the time limit is success for what was complete, else an error") {
    CliWorld world;
    auto const run = run_cli(world, {"seed", "--time-limit", "0", std::string(40, 'a')});
    CHECK(run.exit == ExitCode::failed);
    CHECK(run.err.find("the time was up before its content was complete") != std::string::npos);
    world.engine.react = [](FakeEngine& engine, api::Command const& command) {
        if (!std::holds_alternative<api::Add>(command))
            return;
        api::TorrentView view;
        view.id = 1;
        view.state = api::TorrentState::complete;
        engine.publish({view});
    };
    CHECK(run_cli(world, {"seed", "--time-limit", "1", std::string(40, 'a')}).exit ==
          ExitCode::done);
}

TEST_CASE("seed: with --json a SOURCE that fails before the session is told as the others are") {
    CliWorld world;
    auto const run = run_cli(world, {"seed", "--json", "/nonexistent/data"});
    CHECK(run.exit == ExitCode::not_found);
    CHECK(world.engine.commands.empty());
    std::istringstream lines{run.out};
    std::string line;
    REQUIRE(std::getline(lines, line));
    auto const event = nlohmann::json::parse(line);
    CHECK(event["schema"] == "shoal.event/1");
    CHECK(event["event"] == "error");
    CHECK(event["name"] == "/nonexistent/data");
    REQUIRE(std::getline(lines, line));
    auto const result = nlohmann::json::parse(line);
    CHECK(result["schema"] == "shoal.get/1");
    CHECK(result["complete"] == false);
    CHECK(result["error"] == event["text"]);
    CHECK(!std::getline(lines, line));
}

TEST_CASE(
    "seed now: what was just created is not read again; swarm flags come from the environment") {
    Environment const listen{"SHOAL_LISTEN", "127.0.0.1:7001"};
    CliWorld world;
    end_at_once(world);
    Services services{.torrents = world.torrents,
                      .start_engine = start_fake(world.engine),
                      .lab = world.lab,
                      .interrupted = world.interrupt.get_token(),
                      .interrupt_status = [] { return ExitCode::interrupted; },
                      .state_dir = "/state"};
    auto* const nowhere = std::tmpfile();
    Printer printer{nowhere, nowhere};
    Context context{services, printer};
    api::CreateReport report;
    report.path = "/x/data.torrent";
    report.content_dir = "/x";
    report.content_name = "on-disk";
    CHECK(seed_created(context, report, false) == ExitCode::interrupted);
    CHECK(first_add(world).assume_complete);
    CHECK(first_add(world).dir == "/x");
    CHECK(first_add(world).rename == "on-disk");
    CHECK(world.engine.options.listen == std::vector<api::Endpoint>{{"127.0.0.1", 7001}});
    CHECK(world.engine.options.state_dir == "/state");
    std::fclose(nowhere);
}
