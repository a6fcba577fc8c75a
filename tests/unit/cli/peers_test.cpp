#include "tests/support/daemon_world.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

CliWorld with_peer() {
    auto world = daemon_with({torrent(1, "photos"), torrent(2, "music")});
    world.engine.inform = [](api::Question const&) -> Result<api::Answer> {
        api::PeerView peer;
        peer.endpoint = {"192.0.2.7", 6881};
        peer.is_pinned = true;
        return std::vector{peer};
    };
    return world;
}

} // namespace

TEST_CASE("peers: what is to be done about some is done before they are shown") {
    auto world = with_peer();
    auto const run = run_cli(world, {"peers", "2", "--ban", "192.0.2.8:1", "--always-unchoke",
                                     "[2001:db8::1]:2", "--disconnect", "192.0.2.9:3",
                                     "--no-always-unchoke", "192.0.2.10:4", "--json"});
    CHECK(run.exit == ExitCode::done);
    std::map<api::PeerAct, api::Endpoint> acts;
    for (auto const& command : world.engine.commands) {
        auto const& treat = std::get<api::TreatPeer>(command);
        CHECK(treat.id == 2);
        acts[treat.act] = treat.peer;
    }
    CHECK(acts ==
          std::map<api::PeerAct, api::Endpoint>{{api::PeerAct::disconnect, {"192.0.2.9", 3}},
                                                {api::PeerAct::ban, {"192.0.2.8", 1}},
                                                {api::PeerAct::pin, {"2001:db8::1", 2}},
                                                {api::PeerAct::unpin, {"192.0.2.10", 4}}});
    auto const document = nlohmann::json::parse(run.out);
    CHECK(document["schema"] == "shoal.peers/1");
    CHECK(document["peers"][0]["pinned"] == true);
}

TEST_CASE("peers: without such wishes they are only shown; A is who is always unchoked") {
    auto world = with_peer();
    auto const run = run_cli(world, {"peers", "1"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.out.find("192.0.2.7:6881") != std::string::npos);
    CHECK(run.out.find(" AI ") != std::string::npos);
    CHECK(world.engine.commands.empty());
}

TEST_CASE("peers: one that has gone is told of, and the status says so") {
    auto world = with_peer();
    world.engine.answer = [](api::Command const&) -> Result<api::Reply> {
        return fail(Errc::not_found, "this peer is not connected, or no longer", "192.0.2.8:1");
    };
    auto const run = run_cli(world, {"peers", "2", "--ban", "192.0.2.8:1"});
    CHECK(run.exit == ExitCode::not_found);
    CHECK(run.err.find("this peer is not connected") != std::string::npos);
    CHECK(run.err.find("192.0.2.8:1") != std::string::npos);
}

TEST_CASE("peers: when one has gone the others are seen to all the same") {
    auto world = with_peer();
    world.engine.answer = [](api::Command const& command) -> Result<api::Reply> {
        if (std::get<api::TreatPeer>(command).peer.port == 1)
            return fail(Errc::not_found, "this peer is not connected", "192.0.2.8:1");
        return api::Reply{};
    };
    auto const run =
        run_cli(world, {"peers", "2", "--disconnect", "192.0.2.8:1", "--ban", "192.0.2.9:3"});
    CHECK(run.exit == ExitCode::partly_done);
    CHECK(world.engine.commands.size() == 2);
    CHECK(run.err.find("192.0.2.8:1") != std::string::npos);
    CHECK(run.out.find("192.0.2.7:6881") != std::string::npos);
}

TEST_CASE("peers: of several torrents one that has the peer is enough") {
    auto world = with_peer();
    world.engine.answer = [](api::Command const& command) -> Result<api::Reply> {
        if (std::get<api::TreatPeer>(command).id == 1)
            return fail(Errc::not_found, "this peer is not connected", "192.0.2.8:1");
        return api::Reply{};
    };
    auto const run = run_cli(world, {"peers", "all", "--ban", "192.0.2.8:1"});
    CHECK(run.exit == ExitCode::done);
    CHECK(world.engine.commands.size() == 2);
    CHECK(run.err.empty());
}

TEST_CASE("peers: an address without a port is an error in usage") {
    auto world = with_peer();
    auto const run = run_cli(world, {"peers", "2", "--ban", "192.0.2.8"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(world.engine.commands.empty());
}
