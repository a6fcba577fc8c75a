#include "tests/support/daemon_world.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

/// A daemon that takes everything, and a client that left two torrents.
CliWorld world_with_two() {
    CliWorld world;
    world.torrents.imported = api::ImportReport{
        .client = "Transmission",
        .torrents = {{.source = "photos", .torrent = "d4:infoe", .assume_complete = true},
                     {.source = "films", .torrent = "d4:infoe", .paused = true}}};
    world.engine.answer = [next = api::TorrentId{0}](api::Command const&) mutable {
        return Result<api::Reply>{api::Reply{++next, false, "abcd"}};
    };
    return world;
}

} // namespace

TEST_CASE("import: every torrent of the other client is given to the daemon as it was") {
    auto world = world_with_two();
    auto const run = run_cli(world, {"import", "/their/folder"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.out == "imported, complete: 1 photos\nimported, to be checked: 2 films\n");
    REQUIRE(world.engine.commands.size() == 2);
    CHECK(std::get<api::Add>(world.engine.commands[0]).assume_complete);
    CHECK(std::get<api::Add>(world.engine.commands[1]).paused);
}

TEST_CASE("import: what could not be read is told, and the rest is imported") {
    auto world = world_with_two();
    world.torrents.imported->failures.push_back({Errc::invalid_input, "not sound", "/x.torrent"});
    auto const run = run_cli(world, {"import", "/their/folder"});
    CHECK(run.exit == ExitCode::partly_done);
    CHECK(run.err.find("not sound") != std::string::npos);
}

TEST_CASE("import: a folder of no client is an error") {
    CliWorld world;
    CHECK(run_cli(world, {"import", "/nowhere"}).exit == ExitCode::not_found);
}
