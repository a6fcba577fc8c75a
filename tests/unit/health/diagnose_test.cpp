// Twenty set-ups that are broken in one way each, as samples that went through a trace: the true
// cause comes first.

#include "core/health/trace.hpp"
#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::health;
using api::TorrentState;
using test::PaperSwarm;

namespace {

/// Looks for so long, writes it down, reads it back and says why.
std::vector<api::CauseView> why(PaperSwarm& swarm, std::chrono::seconds time = 180s) {
    TraceWriter writer;
    TraceReader reader;
    Monitor monitor;
    for (; time >= 0s; time -= 10s) {
        auto const sample = reader.read(writer.line(swarm.now));
        REQUIRE(sample);
        monitor.observe(*sample);
        swarm.pass(10s);
    }
    return monitor.why().causes;
}

std::string first(PaperSwarm& swarm) {
    auto const causes = why(swarm);
    if (causes.empty())
        return "nothing";
    CHECK_FALSE(causes.front().title.empty());
    CHECK_FALSE(causes.front().fix.empty());
    return causes.front().cause;
}

/// A download that goes well: a seed and a leech that give, a tracker and a DHT that work.
PaperSwarm well() {
    PaperSwarm swarm;
    auto& us = swarm.now.us;
    us.done = us.wanted / 2;
    us.downloaded = us.done;
    us.uploaded = us.done / 2;
    us.down_rate = 1 << 20;
    us.have = PieceSet{64};
    for (std::size_t i = 0; i < 32; ++i)
        us.have.set(i);
    for (auto* const peer : {&swarm.seed(), &swarm.seed(), &swarm.leech(50)}) {
        peer->we_want = true;
        peer->it_chokes = false;
        peer->down_rate = 300'000;
    }
    for (PeerSample& peer : swarm.now.peers) {
        peer.we_want = true;
        peer.it_chokes = false;
        peer.down_rate = 300'000;
    }
    swarm.now.trackers = {{.url = "http://one/announce", .peers = 3}};
    swarm.now.dht.enabled = true;
    swarm.now.dht.nodes = 200;
    return swarm;
}

/// As above, but nobody is connected.
PaperSwarm alone() {
    auto swarm = well();
    swarm.now.peers.clear();
    swarm.now.us.down_rate = 0;
    return swarm;
}

void fail_trackers(PaperSwarm& swarm, char const* error, bool is_refusing = false) {
    swarm.now.trackers = {{.url = "http://one/announce",
                           .error = error,
                           .is_refusing = is_refusing,
                           .since = swarm.now.at}};
}

} // namespace

TEST_CASE("why: a download that goes well has nothing to explain") {
    auto swarm = well();
    CHECK(first(swarm) == "nothing");
}

TEST_CASE("why: a dead tracker") {
    auto swarm = alone();
    fail_trackers(swarm, "timed out");
    CHECK(first(swarm) == "trackers_unreachable");
}

TEST_CASE("why: that one tracker of two is dead is not told of both") {
    auto swarm = alone();
    fail_trackers(swarm, "timed out");
    swarm.now.trackers.push_back(
        {.url = "http://two/announce", .error = {}, .since = {}, .peers = 1});
    auto const causes = why(swarm);
    auto const dead = std::ranges::find(causes, "trackers_unreachable", &api::CauseView::cause);
    REQUIRE(dead != causes.end());
    CHECK(dead->title == "a tracker cannot be reached");
}

TEST_CASE("why: a tracker that refuses") {
    auto swarm = alone();
    fail_trackers(swarm, "torrent not registered with this tracker", true);
    CHECK(first(swarm) == "tracker_refuses");
}

TEST_CASE("why: no DHT, and no other way") {
    auto swarm = alone();
    swarm.now.trackers.clear();
    swarm.now.dht.nodes = 0;
    CHECK(first(swarm) == "dht_empty");
}

TEST_CASE("why: the DHT has nodes, and nobody answers") {
    auto swarm = alone();
    swarm.now.trackers.clear();
    swarm.now.dht.lookups = swarm.now.dht.lookups_failed = 2;
    swarm.now.dht.asked = swarm.now.dht.timeouts = 30;
    CHECK(first(swarm) == "dht_empty");
    swarm.now.dht.lookups_failed = 1;
    CHECK(first(swarm) == "no_peers");
}

TEST_CASE("why: somebody surrounds it in the DHT, its only way to peers") {
    auto swarm = alone();
    swarm.now.trackers.clear();
    swarm.now.dht.lookups = 2;
    swarm.now.dht.eclipse = "the 8 nodes nearest to it are too near";
    CHECK(first(swarm) == "eclipsed");
    swarm = well(); // and while peers give, it hardly matters
    swarm.now.dht.lookups = 2;
    swarm.now.dht.eclipse = "the 8 nodes nearest to it are too near";
    CHECK(why(swarm).front().confidence < 0.2);
}

TEST_CASE("why: choked by all") {
    auto swarm = well();
    swarm.now.us.down_rate = 0;
    swarm.now.us.uploaded = 0;
    for (PeerSample& peer : swarm.now.peers) {
        peer.it_chokes = true;
        peer.down_rate = 0;
    }
    auto const causes = why(swarm);
    REQUIRE_FALSE(causes.empty());
    CHECK(causes.front().cause == "choked_by_all");
    CHECK(causes.front().evidence.back() == "we have given nothing yet");
}

TEST_CASE("why: a sole holder that is slow") {
    auto swarm = well();
    swarm.now.peers.clear();
    swarm.now.us.down_rate = 1000;
    auto& holder = swarm.seed();
    holder.we_want = true;
    holder.it_chokes = false;
    holder.down_rate = 1000;
    for (int i = 0; i < 3; ++i)
        swarm.leech(20); // nothing that we lack
    CHECK(first(swarm) == "sole_holder");
    swarm.now.peers.front().it_chokes = true;
    CHECK(first(swarm) == "sole_holder");
}

TEST_CASE("why: the disk is full") {
    auto swarm = alone();
    swarm.now.us.state = TorrentState::error;
    swarm.now.us.is_out_of_space = true;
    swarm.now.us.error = "No space left on device";
    CHECK(first(swarm) == "disk_full");
}

TEST_CASE("why: a rate limit") {
    auto swarm = well();
    swarm.now.us.limits.down = (1 << 20) + 1000;
    CHECK(first(swarm) == "rate_limited");
    swarm.now.us.limits.down *= 2;
    CHECK(first(swarm) == "nothing");
}

TEST_CASE("why: the queue") {
    auto swarm = alone();
    swarm.now.us.state = TorrentState::queued;
    swarm.now.us.queue_position = 3;
    CHECK(first(swarm) == "queued");
}

TEST_CASE("why: a web seed that is not there, or moved") {
    for (auto const* const error : {"HTTP 404 Not Found", "redirect to another server"}) {
        auto swarm = alone();
        swarm.now.trackers.clear();
        swarm.now.dht.enabled = false;
        swarm.now.web_seeds = {{"http://mirror/file", error}};
        CHECK(first(swarm) == "web_seed_broken");
    }
}

TEST_CASE("why: private, without a tracker") {
    auto swarm = alone();
    swarm.now.us.is_private = true;
    swarm.now.trackers.clear();
    swarm.now.dht.nodes = 0;
    CHECK(first(swarm) == "private_without_tracker");
}

TEST_CASE("why: encryption that does not match") {
    auto swarm = alone();
    swarm.now.us.requires_encryption = true;
    swarm.now.faults = {.timed_out = 2, .encryption = 9};
    CHECK(first(swarm) == "encryption_mismatch");
}

TEST_CASE("why: a swarm of partial seeds") {
    auto swarm = well();
    swarm.now.peers.clear();
    swarm.now.us.down_rate = 0;
    for (int i = 0; i < 4; ++i)
        swarm.leech(32).is_upload_only = true;
    CHECK(first(swarm) == "upload_only_swarm");
}

TEST_CASE("why: a piece that is nowhere") {
    auto swarm = well();
    swarm.now.peers.clear();
    swarm.now.us.down_rate = 0;
    for (int i = 0; i < 4; ++i)
        swarm.leech(32);
    CHECK(first(swarm) == "pieces_nowhere");
}

TEST_CASE("why: pieces that come up out of nowhere are with a seed that hides them") {
    auto swarm = well();
    swarm.now.peers.clear();
    swarm.now.us.down_rate = 0;
    swarm.leech(32);
    Monitor monitor;
    swarm.look(monitor, 60s);
    CHECK(monitor.why().causes.at(0).cause == "pieces_nowhere");
    PieceSet more = *swarm.now.peers[0].pieces;
    more.set(40);
    swarm.now.peers[0].pieces = std::make_shared<PieceSet const>(more);
    swarm.look(monitor, 60s);
    CHECK(monitor.why().causes.at(0).cause == "hidden_seed");
    swarm.pass(10min); // and nothing more came
    swarm.look(monitor);
    CHECK(monitor.why().causes.at(0).cause == "pieces_nowhere");
}

TEST_CASE("why: whether pieces are nowhere is not told as soon as the first have come") {
    auto swarm = well();
    swarm.now.peers.clear();
    swarm.leech(40).we_want = true;
    Monitor monitor;
    swarm.look(monitor, 5s);
    CHECK(std::ranges::none_of(monitor.why().causes,
                               [](auto const& cause) { return cause.cause == "pieces_nowhere"; }));
    for (int i = 0; i < 3; ++i)
        swarm.look(monitor, 10s);
    CHECK(monitor.why().causes.at(0).cause == "pieces_nowhere");
}

TEST_CASE("why: a clock that is wrong") {
    auto swarm = alone();
    fail_trackers(swarm, "certificate verify failed: certificate is not yet valid");
    Monitor monitor;
    swarm.look(monitor, 60s);
    swarm.now.wall += 3h;
    swarm.look(monitor, 60s);
    CHECK(monitor.why().causes.at(0).cause == "clock_skew");
}

TEST_CASE("why: peers that cannot be reached") {
    auto swarm = alone();
    swarm.now.us.accepts_incoming = false;
    swarm.now.faults = {.timed_out = 12, .refused = 1};
    CHECK(first(swarm) == "unreachable");
}

TEST_CASE("why: who has all misses nobody; that none can dial it is told") {
    auto swarm = alone();
    auto& us = swarm.now.us;
    us.have = PieceSet::full(us.have.size());
    us.done = us.wanted;
    us.state = TorrentState::complete;
    swarm.now.faults = {.timed_out = 12, .refused = 1};
    auto causes = why(swarm);
    CHECK(std::ranges::find(causes, "unreachable", &api::CauseView::cause) == causes.end());
    us.accepts_incoming = false;
    causes = why(swarm);
    auto const cause = std::ranges::find(causes, "unreachable", &api::CauseView::cause);
    REQUIRE(cause != causes.end());
    CHECK(cause->title == "peers are known, but none can dial us");
    swarm.now.faults = {.encryption = 12};
    causes = why(swarm);
    CHECK(std::ranges::find(causes, "encryption_mismatch", &api::CauseView::cause) == causes.end());
}

TEST_CASE("why: peers that send bad data") {
    auto swarm = well();
    swarm.now.us.pieces_failed = 20;
    swarm.now.peers[0].hash_fails = 20;
    auto const causes = why(swarm);
    REQUIRE_FALSE(causes.empty());
    CHECK(causes.front().cause == "bad_data");
    CHECK(causes.front().evidence.size() == 2);
}

TEST_CASE("why: paused because it gave enough") {
    auto swarm = alone();
    swarm.now.us.state = TorrentState::paused;
    swarm.now.us.goal_met = true;
    CHECK(first(swarm) == "goal_met");
}

TEST_CASE("why: paused by hand") {
    auto swarm = alone();
    swarm.now.us.state = TorrentState::paused;
    CHECK(first(swarm) == "paused");
}

TEST_CASE("why: nobody there, and all that tells of peers works") {
    auto swarm = alone();
    swarm.now.trackers[0].peers = 0;
    auto const causes = why(swarm);
    REQUIRE_FALSE(causes.empty());
    CHECK(causes.front().cause == "no_peers");
    CHECK(causes.front().evidence.size() == 3);
}

TEST_CASE("why: metadata that nobody has") {
    PaperSwarm swarm{0};
    swarm.now.us.has_metadata = false;
    swarm.now.us.state = TorrentState::metadata;
    swarm.now.dht.enabled = true;
    swarm.now.dht.nodes = 100;
    swarm.peer();
    CHECK(first(swarm) == "metadata_missing");
}

TEST_CASE("why: v1 and v2 halves of a swarm") {
    auto swarm = alone();
    swarm.now.us.format = api::Format::v2;
    swarm.now.faults = {.timed_out = 1, .wrong_torrent = 8};
    CHECK(first(swarm) == "wrong_swarm");
}

TEST_CASE("why: what is missing was not selected") {
    auto swarm = alone();
    swarm.now.us.wanted = swarm.now.us.done;
    CHECK(first(swarm) == "nothing_selected");
}

TEST_CASE("why: a failing tracker is no cause while peers give") {
    auto swarm = well();
    fail_trackers(swarm, "timed out");
    auto const causes = why(swarm);
    REQUIRE(causes.size() == 1);
    CHECK(causes.front().confidence < 0.2);
}

TEST_CASE("why: a failing tracker is no cause for an observer that sees a seed") {
    PaperSwarm swarm;
    swarm.now.us.is_observing = true;
    swarm.seed();
    fail_trackers(swarm, "timed out");
    auto const causes = why(swarm);
    REQUIRE(causes.size() == 1);
    CHECK(causes.front().confidence < 0.2);
}

TEST_CASE("why: of a dead tracker and a dead DHT, both are named") {
    auto swarm = alone();
    fail_trackers(swarm, "timed out");
    swarm.now.dht.nodes = 0;
    auto const causes = why(swarm);
    REQUIRE(causes.size() >= 2);
    CHECK(causes[0].cause == "trackers_unreachable");
    CHECK(causes[1].cause == "no_peers");
}

TEST_CASE("why: what has only begun is not judged") {
    auto swarm = alone();
    CHECK(why(swarm, 10s).empty());
}

TEST_CASE("why: a seed alone lacks takers, and is not told that nobody has it") {
    auto swarm = alone();
    auto& us = swarm.now.us;
    us.have = PieceSet::full(us.have.size());
    us.done = us.wanted;
    us.state = TorrentState::complete;
    auto const causes = why(swarm);
    REQUIRE(!causes.empty());
    CHECK(causes.front().cause == "no_peers");
    CHECK(causes.front().title == "nobody wants it at the moment");
}
