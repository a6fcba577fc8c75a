#include "core/lab/lab.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace shoal;

namespace {

/// What every member did, for the failure message.
std::string trace(api::LabReport const& report) {
    std::string text;
    for (auto const& peer : report.peers) {
        text += fmt::format("{}: done {:.3f} in {:.2f}s, down {}, up {}, connected {}, sources",
                            peer.name, peer.done, peer.seconds, peer.downloaded, peer.uploaded,
                            peer.connected);
        for (auto const& [source, count] : peer.sources)
            text += fmt::format(" {}={}", source, count);
        text += '\n';
    }
    return text;
}

api::LabReport run(api::LabSpec const& spec) {
    lab::LoopbackLab lab;
    auto const report = lab.run(spec, {}, {});
    REQUIRE_MESSAGE(report, report.error().what);
    INFO(trace(*report));
    CHECK(report->all_complete);
    CHECK(report->peers.size() == static_cast<std::size_t>(spec.peers + spec.seeds));
    return *report;
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
    auto const report = run({.peers = 4,
                             .size = 8 << 20,
                             .discovery = api::Discovery::tracker,
                             .time_limit = std::chrono::seconds{60}});
    CHECK(found_by(report, "tracker") > 0);
    CHECK(found_by(report, "dht") == 0);
}

TEST_CASE("lab: a swarm that knows one DHT node and no address completes") {
    auto const report = run({.peers = 4,
                             .size = 8 << 20,
                             .discovery = api::Discovery::dht,
                             .time_limit = std::chrono::seconds{60}});
    CHECK(found_by(report, "dht") > 0);
    CHECK(found_by(report, "tracker") == 0);
}

TEST_CASE("lab: leeches that know only the seed find each other by PEX") {
    auto const report = run({.peers = 4,
                             .size = 8 << 20,
                             .up_limit = 1 << 20,
                             .discovery = api::Discovery::pex,
                             .time_limit = std::chrono::seconds{60}});
    CHECK(found_by(report, "pex") > 0);
    CHECK(found_by(report, "tracker") == 0);
}

TEST_CASE("lab: rate limits hold on loopback too") {
    auto const report = run({.peers = 2,
                             .size = 4 << 20,
                             .up_limit = 2 << 20,
                             .discovery = api::Discovery::tracker,
                             .time_limit = std::chrono::seconds{60}});
    CHECK(report.bound_seconds == doctest::Approx(2.0));
    CHECK(report.seconds >= 0.8 * report.bound_seconds);
}

TEST_CASE("lab: what cannot be run is refused with a reason") {
    lab::LoopbackLab lab;
    CHECK(!lab.run({.peers = 0}, {}, {}));
    CHECK(!lab.run({.peers = 100, .seeds = 1}, {}, {}));
    CHECK(!lab.run({.size = 0}, {}, {}));
    CHECK(!lab.run({.peers = 1, .size = std::int64_t{1} << 60}, {}, {}));
}
