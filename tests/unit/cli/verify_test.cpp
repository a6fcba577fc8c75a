#include "tests/support/cli_run.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

/// One file cannot be read; another shares a piece with it.
api::VerifyReport unread() {
    api::VerifyReport report{.pieces_ok = 3, .pieces_unread = 2};
    report.files = {{.path = "t/a", .size = 100, .unread_bytes = 100, .error = "permission denied"},
                    {.path = "t/b", .size = 100, .unread_bytes = 50}};
    report.failure = Error{Errc::denied, "permission denied", "/srv/t/a"};
    return report;
}

} // namespace

TEST_CASE("verify: what cannot be read is an error, not damage") {
    CliWorld world;
    world.torrents.verified = unread();
    auto const run = run_cli(world, {"verify", "t.torrent", "/srv"});
    CHECK(run.exit == ExitCode::failed);
    CHECK(run.out.find("unreadable      100 B  t/a  (permission denied)") != std::string::npos);
    CHECK(run.out.find("unchecked       100 B  t/b") != std::string::npos);
    CHECK(run.out.find("damaged") == std::string::npos);
    CHECK(run.err.find("verify, on /srv/t/a: permission denied") != std::string::npos);
}

TEST_CASE("verify: in JSON a file that cannot be read says why") {
    CliWorld world;
    world.torrents.verified = unread();
    auto const run = run_cli(world, {"verify", "t.torrent", "/srv", "--json"});
    CHECK(run.exit == ExitCode::failed);
    auto const json = nlohmann::json::parse(run.out);
    CHECK(json["pieces_unread"] == 2);
    CHECK(json["pieces_bad"] == 0);
    CHECK(json["files"][0]["error"] == "permission denied");
    CHECK(!json["files"][1].contains("error"));
    CHECK(json["files"][1]["unread_bytes"] == 50);
}

TEST_CASE("verify: damage beside what cannot be read exits 5") {
    CliWorld world;
    world.torrents.verified = unread();
    world.torrents.verified->pieces_bad = 1;
    CHECK(run_cli(world, {"verify", "t.torrent"}).exit == ExitCode::check_failed);
    world.torrents.verified->pieces_bad = 0;
    world.torrents.verified->files.push_back({.path = "t/c", .size = 0, .missing = true});
    CHECK(run_cli(world, {"verify", "t.torrent"}).exit == ExitCode::check_failed);
}

TEST_CASE("verify: a PATH that cannot be the content is a usage error") {
    CliWorld world;
    world.torrents.verified = fail(Errc::invalid_input, "it is a file", "/srv/t/a");
    CHECK(run_cli(world, {"verify", "t.torrent", "/srv/t/a"}).exit == ExitCode::usage);
    world.torrents.verified = fail(Errc::invalid_input, "not a sound torrent", "t.torrent");
    CHECK(run_cli(world, {"verify", "t.torrent", "/srv/t/a"}).exit == ExitCode::failed);
}
