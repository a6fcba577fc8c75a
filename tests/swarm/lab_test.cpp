#include "core/lab/lab.hpp"
#include "tests/support/await.hpp"
#include "tests/support/cli_run.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/swarm/lab_runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <future>

using namespace shoal;
using test::run;

namespace {

using api::LabRole;
using Groups = std::vector<api::LabGroup>;

api::LabSpec small(api::Discovery discovery, Groups groups) {
    return {.size = 4 << 20,
            .discovery = discovery,
            .time_limit = std::chrono::seconds{60},
            .groups = std::move(groups)};
}

/// One seed and so many leeches, each sending so many bytes a second.
api::LabReport run_uniform(api::Discovery discovery, int leeches, std::int64_t up = 0) {
    return run(small(
        discovery, {{.role = LabRole::seed, .up_limit = up}, {.count = leeches, .up_limit = up}}));
}

std::vector<api::LabPeer> of_role(api::LabReport const& report, LabRole role) {
    std::vector<api::LabPeer> peers;
    std::ranges::copy_if(report.peers, std::back_inserter(peers),
                         [&](auto const& peer) { return peer.role == role; });
    return peers;
}

/// How many members met a peer that way.
int found_by(api::LabReport const& report, std::string const& source) {
    int peers = 0;
    for (auto const& peer : report.peers)
        if (peer.sources.contains(source))
            ++peers;
    return peers;
}

} // namespace

TEST_CASE("lab: a swarm that meets at a tracker completes, every copy verified") {
    auto const report = run_uniform(api::Discovery::tracker, 4);
    CHECK(report.peers.size() == 5);
    CHECK(of_role(report, LabRole::seed).at(0).complete);
    CHECK(found_by(report, "tracker") > 0);
    CHECK(found_by(report, "dht") == 0);
}

TEST_CASE("lab: a swarm that knows one DHT node and no address completes") {
    auto const report = run_uniform(api::Discovery::dht, 4);
    CHECK(found_by(report, "dht") > 0);
    CHECK(found_by(report, "tracker") == 0);
}

TEST_CASE("lab: leeches that know only the seed find each other by PEX") {
    auto const report = run_uniform(api::Discovery::pex, 3, 1 << 20);
    CHECK(found_by(report, "pex") > 0);
    CHECK(found_by(report, "tracker") == 0);
}

TEST_CASE("lab: rate limits hold on loopback too, and the figures are those of the swarm") {
    auto const report = run_uniform(api::Discovery::tracker, 2, 2 << 20);
    CHECK(report.bound_seconds == doctest::Approx(2.0));
    CHECK(report.figures.contributors.max >= 0.8 * report.bound_seconds);
    CHECK(report.figures.contributors.complete == 2);
    CHECK(report.seconds == doctest::Approx(report.figures.all.max).epsilon(0.1));
    CHECK(report.figures.copies.all == report.seconds);
    CHECK(report.figures.seed_copies >= 1);
    CHECK(report.figures.fairness > 0.8);
}

TEST_CASE("lab: a liar's blocks cost time and traffic, and nobody's copy") {
    auto const report =
        run(small(api::Discovery::tracker, {{.role = LabRole::seed, .up_limit = 1 << 20},
                                            {.role = LabRole::liar, .bad_share = 0.1},
                                            {.count = 3}}));
    CHECK(of_role(report, LabRole::liar).at(0).uploaded > 0);
    CHECK(!of_role(report, LabRole::liar).at(0).complete);
    CHECK(report.figures.wasted_share > 0);
}

TEST_CASE("lab: a free rider completes where there is capacity to spare") {
    auto const report =
        run(small(api::Discovery::tracker,
                  {{.role = LabRole::seed}, {.count = 2}, {.role = LabRole::free_rider}}));
    CHECK(report.figures.free_riders.complete == 1);
    CHECK(report.figures.free_riding > 0);
}

TEST_CASE("lab: who comes late counts from its own arrival") {
    auto const report =
        run(small(api::Discovery::tracker, {{.role = LabRole::seed}, {}, {.arrive_at = 1.5}}));
    auto const late = of_role(report, LabRole::leech).at(1);
    CHECK(late.arrived >= 1.5);
    CHECK(late.seconds < 1.5);
    CHECK(report.seconds == doctest::Approx(late.arrived + late.seconds));
}

TEST_CASE("lab: members leave when their scenario says so") {
    using Kind = api::LabLeave::Kind;
    auto const report =
        run(small(api::Discovery::tracker,
                  {{.role = LabRole::seed, .up_limit = 1 << 20},
                   {.role = LabRole::seed, .up_limit = 1 << 20, .leave = {Kind::after_sent, 0.25}},
                   {.leave = {Kind::after_complete, 0}},
                   {.down_limit = 64 << 10, .leave = {Kind::after_session, 0.5}}}));
    auto const tired = of_role(report, LabRole::seed).at(1);
    CHECK(tired.left);
    CHECK(tired.uploaded >= report.size / 4);
    CHECK(tired.uploaded < report.size);
    auto const selfish = of_role(report, LabRole::leech).at(0);
    REQUIRE(selfish.left);
    CHECK(selfish.complete);
    CHECK(*selfish.left >= selfish.seconds);
    auto const hasty = of_role(report, LabRole::leech).at(1);
    REQUIRE(hasty.left);
    CHECK(*hasty.left == doctest::Approx(0.5).epsilon(0.5));
    CHECK(!hasty.complete);
    CHECK(hasty.done < 1);
}

TEST_CASE("lab: sixty-five engines run side by side") {
    auto spec = small(api::Discovery::tracker, {{.role = LabRole::seed}, {.count = 64}});
    spec.size = 1 << 20;
    auto const report = run(spec);
    CHECK(report.figures.all.complete == 64);
}

TEST_CASE("lab: a stop ends it at once and leaves no files") {
    test::TempDir const dir;
    test::Environment const tmp{"TMPDIR", dir.path().string()};
    std::stop_source stop;
    lab::LoopbackLab lab;
    auto const spec = small(api::Discovery::tracker,
                            {{.role = LabRole::seed, .up_limit = 64 << 10}, {.count = 8}});
    auto const report = lab.run(
        spec, [&](api::LabReport const& now) { now.seconds > 0.5 && stop.request_stop(); },
        stop.get_token());
    REQUIRE(report);
    CHECK(!report->all_complete);
    CHECK(report->seconds < 5);
    CHECK(fs::is_empty(dir.path()));
}

TEST_CASE("lab: what cannot be run is refused with a reason") {
    lab::LoopbackLab lab;
    CHECK(!lab.run({}, {}, {}));
    auto huge = small(api::Discovery::tracker, {{.role = LabRole::seed}, {}});
    huge.size = api::largest_lab_content;
    auto const report = lab.run(huge, {}, {});
    REQUIRE(!report);
    CHECK(report.error().what.find("free") != std::string::npos);
}

TEST_CASE("lab: as a session it has a torrent for each member, which obeys and can be asked") {
    auto const spec = small(api::Discovery::tracker, {{.role = LabRole::seed}, {.count = 2}});
    auto session = lab::LoopbackLab{}.open(spec, [](api::Event const&) {});
    REQUIRE(session);
    auto& engine = **session;
    auto const is_complete = [&] {
        auto const snapshot = engine.snapshot();
        return snapshot->torrents.size() == 3 &&
               std::ranges::all_of(snapshot->torrents, [](auto const& torrent) {
                   return torrent->state == api::TorrentState::complete;
               });
    };
    test::await("all are complete", std::chrono::seconds{60}, is_complete);
    CHECK(api::find(*engine.snapshot(), 3)->name == "leech-2");
    std::promise<Result<api::Answer>> answered;
    engine.ask(api::FilesOf{3}, [&](auto answer) { answered.set_value(std::move(answer)); });
    auto const files = answered.get_future().get();
    REQUIRE(files);
    CHECK(std::get<std::vector<api::FileView>>(*files).size() == 1);
    for (auto const member :
         {api::TorrentId{2}, api::TorrentId{1}}) { // a leech received, the seed did not
        std::promise<Result<api::Answer>> peers, figures;
        engine.ask(api::PeersOf{member}, [&](auto answer) { peers.set_value(std::move(answer)); });
        REQUIRE(peers.get_future().get());
        engine.ask(api::FiguresOf{}, [&](auto answer) { figures.set_value(std::move(answer)); });
        auto const told = figures.get_future().get();
        REQUIRE(told);
        auto const& traffic = std::get<api::SessionFigures>(*told).traffic;
        CHECK((traffic.payload_received > 0) == (member == 2));
    }
    std::promise<Result<api::Reply>> paused;
    engine.submit(api::Pause{{2, 3}}, [&](auto reply) { paused.set_value(std::move(reply)); });
    CHECK(paused.get_future().get());
    std::promise<Result<api::Reply>> refused;
    engine.submit(api::Pause{{9}}, [&](auto reply) { refused.set_value(std::move(reply)); });
    CHECK(refused.get_future().get().error().code == Errc::not_found);
}

TEST_CASE("lab: as one session it checks the DHT of the member whose figures it shows") {
    lab::LoopbackLab lab;
    auto const session =
        lab.open(small(api::Discovery::tracker, {{.role = LabRole::seed}, {}}), [](auto const&) {});
    REQUIRE(session);
    test::await("both are there", std::chrono::seconds{10},
                [&] { return (*session)->snapshot()->torrents.size() == 2; });
    std::promise<Result<api::Reply>> answer;
    (*session)->submit(api::CheckDht{}, [&answer](auto reply) { answer.set_value(reply); });
    auto reply = answer.get_future();
    REQUIRE(reply.wait_for(std::chrono::seconds{10}) == std::future_status::ready);
    CHECK(reply.get().error().code == Errc::unavailable); // it has none
}
