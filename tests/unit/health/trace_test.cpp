#include "core/health/dht_replies.hpp"
#include "core/health/replay.hpp"
#include "core/health/trace.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::health;
using test::PaperSwarm;

namespace {

PaperSwarm swarm_with_everything() {
    PaperSwarm swarm{100};
    swarm.now.us.have.set(99);
    swarm.now.us.upload_slots = 3;
    swarm.now.us.error = "nasty \x1b[31m \xff bytes";
    swarm.now.us.limits = {5, 6};
    auto& peer = swarm.leech({0, 64, 99});
    peer.name.id[19] = 0xab;
    peer.client = "shoal";
    peer.we_want = peer.is_snubbed = true;
    peer.it_chokes = false;
    peer.downloaded = std::int64_t{1} << 40;
    swarm.seed();
    swarm.now.left = {{swarm.now.peers[0].name, LeaveReason::banned},
                      {swarm.now.peers[1].name, LeaveReason::redundant, true}};
    swarm.now.faults = {1, 2, 3, 4, 5, 6};
    swarm.now.trackers = {{"http://t", "no", true, swarm.now.at, 4}};
    swarm.now.web_seeds = {{"http://w", "404"}};
    swarm.now.scrape_seeds = 7;
    swarm.now.dht.nodes = 12;
    swarm.now.dht.asked = 20;
    swarm.now.dht.timeouts = 2;
    swarm.now.dht.replies = dht_reply_histogram({});
    swarm.now.dht.replies.counts[3] = 18;
    swarm.now.dht.lookups = 2;
    swarm.now.dht.lookup_p50 = 0.75;
    swarm.now.dht.network_size = 4e6;
    swarm.now.dht.eclipse = "too near";
    return swarm;
}

} // namespace

TEST_CASE("trace: what is read leads to the same line") {
    auto swarm = swarm_with_everything();
    auto const line = TraceWriter{}.line(swarm.now);
    auto const read = TraceReader{}.read(line);
    REQUIRE(read);
    CHECK(TraceWriter{}.line(*read) == line);
    CHECK(read->peers[0].pieces->count() == 3);
    CHECK((*read->peers[0].pieces)[64]);
    CHECK_FALSE(read->left[0].was_seed);
    CHECK(read->left[1].was_seed);
    CHECK(read->peers[0].name == swarm.now.peers[0].name);
    CHECK(read->us.upload_slots == 3);
    CHECK(read->scrape_seeds == 7);
    CHECK_FALSE(read->scrape_leeches);
    CHECK(read->dht.replies.counts == swarm.now.dht.replies.counts);
    CHECK(read->dht.lookup_p50 == 0.75);
    CHECK_FALSE(read->dht.lookup_p95);
    CHECK(read->dht.eclipse == "too near");
}

TEST_CASE("trace: pieces are written when they change, and known when they do not") {
    auto swarm = swarm_with_everything();
    TraceWriter writer;
    TraceReader reader;
    auto const first = writer.line(swarm.now);
    swarm.pass(10s);
    auto const second = writer.line(swarm.now);
    CHECK(second.size() + 30 < first.size());
    REQUIRE(reader.read(first));
    auto const read = reader.read(second);
    REQUIRE(read);
    CHECK(*read->peers[0].pieces == *swarm.now.peers[0].pieces);
}

TEST_CASE("trace: whom a peer names, and where it listens, is read again") {
    PaperSwarm swarm;
    auto& peer = swarm.leech(3);
    peer.listens = {"192.0.2.1", 6881};
    peer.named = std::make_shared<std::set<api::Endpoint> const>(
        std::set<api::Endpoint>{{"192.0.2.2", 1}, {"2001:db8::1", 2}});
    TraceWriter writer;
    TraceReader reader;
    auto const read = reader.read(writer.line(swarm.now));
    REQUIRE(read);
    CHECK(read->peers[0].listens == peer.listens);
    REQUIRE(read->peers[0].named);
    CHECK(*read->peers[0].named == *peer.named);
}

TEST_CASE("trace: a replay comes to the same conclusions") {
    auto swarm = swarm_with_everything();
    swarm.seed();
    TraceWriter writer;
    TraceReader reader;
    Monitor seen;
    Monitor replayed;
    for (int i = 0; i < 20; ++i) {
        swarm.pass(10s);
        seen.observe(swarm.now);
        auto const read = reader.read(writer.line(swarm.now));
        REQUIRE(read);
        replayed.observe(*read);
    }
    auto const a = seen.health();
    auto const b = replayed.health();
    CHECK(a.grade == b.grade);
    CHECK(a.copies.histogram == b.copies.histogram);
    CHECK(a.durability.h24 == doctest::Approx(b.durability.h24));
    CHECK(a.discovery.sources.size() == b.discovery.sources.size());
}

TEST_CASE("trace: a file is replayed to its end, and a damaged line is named") {
    test::TempDir const dir;
    auto swarm = swarm_with_everything();
    TraceWriter writer;
    std::string text;
    for (int i = 0; i < 3; ++i) {
        text += writer.line(swarm.now) + "\n";
        swarm.pass(20s);
    }
    REQUIRE(write_file(dir / "seen.trace", text, Overwrite::no));
    auto const seen = replay(dir / "seen.trace");
    REQUIRE(seen);
    CHECK(seen->health.observed.seconds == doctest::Approx(40));
    CHECK(seen->why.name == "seen.trace");

    REQUIRE(write_file(dir / "bad.trace", text + "{}\n", Overwrite::no));
    CHECK(replay(dir / "bad.trace").error().where == (dir / "bad.trace").string() + ":4");
    CHECK(replay(dir / "none.trace").error().code == Errc::not_found);
    REQUIRE(write_file(dir / "empty.trace", "", Overwrite::no));
    CHECK(replay(dir / "empty.trace").error().what == "the trace is empty");
}

TEST_CASE("trace: what is no trace is refused, however it is broken") {
    auto swarm = swarm_with_everything();
    auto const line = TraceWriter{}.line(swarm.now);
    for (std::size_t cut = 0; cut < line.size(); cut += 7)
        CHECK_FALSE(TraceReader{}.read(line.substr(0, cut)));
    CHECK(TraceReader{}.read("{").error().what.find("json") == std::string::npos);
    for (auto const* const bad :
         {"", "[]", "7", R"({"schema":"shoal.trace/2"})", R"({"schema":"shoal.trace/1"})"})
        CHECK_FALSE(TraceReader{}.read(bad));
    auto const swap = [&](std::string_view from, std::string_view to) {
        auto text = line;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    CHECK_FALSE(TraceReader{}.read(swap(R"("size":100)", R"("size":90000000000)")));
    CHECK_FALSE(TraceReader{}.read(swap(R"("state":)", R"("state":9)")));
    CHECK_FALSE(TraceReader{}.read(swap(R"("at":3600000)", R"("at":9000000000000000)")));
}
