#include "tests/support/cli_run.hpp"
#include "ui-cli/cli/reports/lab_live.hpp"
#include "ui-cli/cli/reports/lab_report.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

api::LabReport two_of_two() {
    api::LabReport report;
    report.scenario = "one seed, two leeches";
    report.seed = 7;
    report.seconds = 3.21;
    report.all_complete = true;
    for (auto const* name : {"seed1", "peer1", "peer2"}) {
        api::LabPeer peer;
        peer.name = name;
        peer.role = peer.name == "seed1" ? api::LabRole::seed : api::LabRole::leech;
        peer.complete = true;
        peer.done = 1;
        peer.seconds = 3;
        peer.downloaded = peer.role == api::LabRole::seed ? 0 : 1024;
        peer.sources = {{"tracker", 2}};
        report.peers.push_back(peer);
    }
    return report;
}

} // namespace

TEST_CASE("lab: its flags reach the swarm") {
    CliWorld world;
    world.lab.report = two_of_two();
    auto const run =
        run_cli(world, {"lab", "--peers", "3", "--seeds", "2", "--size", "1MiB", "--up", "2M",
                        "--discovery", "pex", "--seed", "9", "--time-limit", "1m"});
    CHECK(run.exit == ExitCode::done);
    auto const& spec = world.lab.spec;
    REQUIRE(spec.groups.size() == 2);
    CHECK(spec.groups[0].role == api::LabRole::seed);
    CHECK(spec.groups[0].count == 2);
    CHECK(spec.groups[0].up_limit == 2 * 1024 * 1024);
    CHECK(spec.groups[1].role == api::LabRole::leech);
    CHECK(spec.groups[1].count == 3);
    CHECK(spec.groups[1].up_limit == 2 * 1024 * 1024);
    CHECK(spec.size == 1024 * 1024);
    CHECK(spec.discovery == api::Discovery::pex);
    CHECK(spec.seed == 9);
    CHECK(spec.time_limit == 60s);
}

TEST_CASE("lab: a scenario runs as it is, but for the flags beside it") {
    CliWorld world;
    world.lab.report = two_of_two();
    world.lab.loaded =
        api::LabSpec{.name = "one", .size = 5000, .seed = 3, .groups = {{.count = 7}}};
    CHECK(run_cli(world, {"lab", "--scenario", "one"}).exit == ExitCode::done);
    CHECK(world.lab.spec.size == 5000);
    CHECK(world.lab.spec.seed == 3);
    CHECK(run_cli(world, {"lab", "--scenario", "one", "--size", "1MiB", "--seed", "4",
                          "--time-limit", "9s", "--discovery", "dht"})
              .exit == ExitCode::done);
    auto const& spec = world.lab.spec;
    CHECK(spec.size == 1024 * 1024);
    CHECK(spec.seed == 4);
    CHECK(spec.time_limit == 9s);
    CHECK(spec.discovery == api::Discovery::dht);
    CHECK(spec.groups[0].count == 7);
}

TEST_CASE("lab: what is wrong with a scenario is told with its place") {
    CliWorld world;
    world.lab.loaded = fail(Errc::invalid_input, "'cuont' is no key here", "own.toml:7");
    auto const run = run_cli(world, {"lab", "--scenario", "own.toml"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.err == "shoal: lab own.toml:7: 'cuont' is no key here; see 'shoal help lab'\n");
}

TEST_CASE("lab: who is there comes from the scenario or from flags, not from both") {
    CliWorld world;
    world.lab.loaded = api::LabSpec{};
    for (auto const* flag : {"--peers", "--seeds", "--up"}) {
        auto const run = run_cli(world, {"lab", "--scenario", "one", flag, "1"});
        CHECK(run.exit == ExitCode::usage);
        CHECK(run.err.find(flag) != std::string::npos);
    }
}

TEST_CASE("lab: off a terminal, progress on standard error, the figures on standard output") {
    CliWorld world;
    world.lab.report = two_of_two();
    world.lab.ticks = {two_of_two(), two_of_two()};
    auto const run = run_cli(world, {"lab"});
    CHECK(run.err == "3s: 2 of 2 complete, 100% of all, down 0 B/s\n");
    CHECK(run.out.ends_with("2 of 2 complete and verified in 3.2s\n"));
    CHECK(run.out.find("tracker 2") != std::string::npos);
}

TEST_CASE("lab: --json prints shoal.lab/1 and nothing else") {
    CliWorld world;
    world.lab.report = two_of_two();
    world.lab.ticks = {two_of_two()};
    auto const run = run_cli(world, {"lab", "--json"});
    CHECK(run.err.empty());
    auto const json = nlohmann::json::parse(run.out);
    CHECK(json["schema"] == "shoal.lab/1");
    CHECK(json["seed"] == 7);
    CHECK(json["peers"].size() == 3);
    CHECK(json["peers"][0]["role"] == "seed");
    CHECK(json["peers"][1]["left"].is_null());
    CHECK(json["peers"][1]["sources"]["tracker"] == 2);
    CHECK(json["summary"]["complete"] == 2);
}

TEST_CASE("lab: 6 when time ran out, the signal's status when stopped, 1 when it cannot run") {
    CliWorld world;
    auto report = two_of_two();
    report.all_complete = false;
    world.lab.report = report;
    CHECK(run_cli(world, {"lab"}).exit == ExitCode::timed_out);
    world.lab.report = fail(Errc::io, "no room");
    CHECK(run_cli(world, {"lab"}).exit == ExitCode::failed);
    world.interrupt.request_stop();
    CHECK(run_cli(world, {"lab"}).exit == ExitCode::interrupted);
}

TEST_CASE("lab: absurd numbers are usage errors") {
    for (auto const& words : std::vector<std::vector<std::string>>{
             {"lab", "--peers", "0"},
             {"lab", "--peers", "100000"},
             {"lab", "--seeds", "-1"},
             {"lab", "--size", "0"},
             {"lab", "--size", "8EiB"},
             {"lab", "--discovery", "luck"},
             {"lab", "--seed", "x"},
         })
        CHECK(run_cli(words).exit == ExitCode::usage);
}

TEST_CASE("lab: the figures of a run are in its document, and those over the bound beside them") {
    CliWorld world;
    world.lab.report = two_of_two();
    world.lab.report->bound_seconds = 2;
    world.lab.report->figures.contributors = {.members = 2, .complete = 2, .p50 = 2.5, .max = 3};
    world.lab.report->figures.copies.two = 2.5;
    world.lab.report->figures.seed_copies = 1.25;
    auto const summary = nlohmann::json::parse(run_cli(world, {"lab", "--json"}).out)["summary"];
    CHECK(summary["contributors"]["p50_over_bound"] == 1.25);
    CHECK(summary["contributors"]["max_over_bound"] == 1.5);
    CHECK(summary["copies"]["two"] == 2.5);
    CHECK(summary["copies"]["four"].is_null());
    CHECK(summary["seed_copies"] == 1.25);
    auto const text = run_cli(world, {"lab"}).out;
    CHECK(text.find("leeches      p50 2.5s (1.25)") != std::string::npos);
    CHECK(text.find("copies       2 at 2.5s\n") != std::string::npos);
    CHECK(text.find("seeds sent   1.25 copies\n") != std::string::npos);
}

TEST_CASE("lab: who left before the end is not counted as missing without a word") {
    auto report = two_of_two();
    report.peers[2].complete = false;
    report.peers[2].seconds = 0;
    report.peers[2].left = 1.5;
    CHECK(lab_result(report).back() == "1 of 2 complete and verified in 3.2s; 1 left before");
}

TEST_CASE("lab: the live table has a line for each role, then one for each member") {
    auto report = two_of_two();
    report.peers[1].done = 0.5;
    auto const lines = lab_live(report);
    REQUIRE(lines.size() == 7);
    CHECK(lines[0].starts_with("after 3s "));
    CHECK(lines[1].starts_with("seeds 1/1 "));
    CHECK(lines[2].starts_with("leeches 1/2 "));
    CHECK(lines[2].find("75.0%") != std::string::npos);
    CHECK(lines[5].starts_with("peer1 "));
}

TEST_CASE("lab: the live table fits 80 columns") {
    auto report = two_of_two();
    report.peers[0].down_rate = report.peers[0].up_rate = 1023L * 1024 * 1024;
    report.peers[0].name = "leech-100";
    for (auto const& line : lab_live(report))
        CHECK(line.size() < 80);
}

TEST_CASE("lab: spread and bans are told, bans only where there was something to ban for") {
    CliWorld world;
    world.lab.report = two_of_two();
    CHECK(run_cli(world, {"lab"}).out.find("\nbans ") == std::string::npos);
    auto& report = *world.lab.report;
    report.figures.spread = {.most = 5, .most_later = 4, .mean_later = 1.25};
    report.figures.trust = {.victims = 2, .avenged = 1, .innocents = 0};
    report.peers[1].pieces_failed = 3;
    report.peers[1].banned = {"liar-1"};
    auto const text = run_cli(world, {"lab"}).out;
    CHECK(text.find("spread       5 copies at most, 1.2 on average") != std::string::npos);
    CHECK(text.find("bans         by 1 of 2 who got bad pieces; 0 of innocents\n") !=
          std::string::npos);
    auto const json = nlohmann::json::parse(run_cli(world, {"lab", "--json"}).out);
    CHECK(json["summary"]["spread"]["mean_later"] == 1.25);
    CHECK(json["summary"]["trust"]["avenged"] == 1);
    CHECK(json["peers"][1]["banned"][0] == "liar-1");
    CHECK(json["peers"][1]["pieces_failed"] == 3);
}

TEST_CASE("lab: its screen needs a terminal, and is not JSON") {
    CliWorld world;
    auto const run = run_cli(world, {"lab", "--ui"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.err.find("there is no terminal for a screen") != std::string::npos);
    CHECK(run_cli(world, {"lab", "--ui", "--json"}).exit == ExitCode::usage);
}
