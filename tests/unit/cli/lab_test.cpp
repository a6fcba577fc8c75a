#include "tests/support/cli_run.hpp"
#include "ui-cli/cli/lab_report.hpp"

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
        peer.role = peer.name == "seed1" ? "seed" : "leech";
        peer.complete = true;
        peer.done = 1;
        peer.seconds = 3;
        peer.downloaded = peer.role == "seed" ? 0 : 1024;
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
    CHECK(world.lab.spec.peers == 3);
    CHECK(world.lab.spec.seeds == 2);
    CHECK(world.lab.spec.size == 1024 * 1024);
    CHECK(world.lab.spec.up_limit == 2 * 1024 * 1024);
    CHECK(world.lab.spec.discovery == api::Discovery::pex);
    CHECK(world.lab.spec.seed == 9);
    CHECK(world.lab.spec.time_limit == 60s);
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

TEST_CASE("lab: the live table fits 80 columns") {
    auto report = two_of_two();
    report.peers[0].down_rate = report.peers[0].up_rate = 1023L * 1024 * 1024;
    report.peers[0].name = "leech-100";
    for (auto const& line : lab_live(report))
        CHECK(line.size() < 80);
}
