// Finding peers without a tracker that names them: DHT and PEX.

#include "tests/interop/stage.hpp"
#include "tests/support/await.hpp"
#include "tests/support/content.hpp"
#include "tests/support/dht_query.hpp"
#include "tests/support/netns.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

std::string said(Process const& process) {
    return last_part(process.out()) + process.err() + "---\n";
}

/// A shoal that seeds something else: all it brings to the swarm is a DHT node.
struct DhtNode {
    DhtNode() {
        write_random_file(dir / "other.bin", 1 << 20, 7);
        auto const torrent = (dir / "other.torrent").string();
        REQUIRE(shoal.run({"create", (dir / "other.bin").string(), "-o", torrent}).status == 0);
        process.emplace(shoal.start(shoal.with_dht({"seed", torrent, "-d", dir.path().string()})));
        await(
            "the DHT node answers", 20s, [this] { return dht_answers(shoal.ip(), shoal.port()); },
            [this] { return said(*process); });
    }

    [[nodiscard]] bool knows_peers(std::string const& info_hash) const {
        return dht_knows_peers(shoal.ip(), shoal.port(), info_hash);
    }

    TempDir dir;
    Shoal shoal{address(20)};
    std::optional<Process> process;
};

void get_by_dht(Stage const& stage, DhtNode const& node, std::string const& trace) {
    Shoal const leech{address(21)};
    auto const got =
        leech.run(leech.with_dht({"get", "magnet:?xt=urn:btih:" + stage.info_hash, "-d",
                                  stage.leech_dir().string(), "--dht-node", node.shoal.endpoint(),
                                  "--no-pex", "--json", "--time-limit", "60"}),
                  90s);
    INFO(last_part(got.out), got.err, trace);
    CHECK(got.status == 0);
    CHECK(stage.difference() == "");
}

} // namespace

TEST_CASE("dht: a bare magnet and one node lead to a shoal that seeds") {
    Stage const stage{{.size = 8 << 20}};
    DhtNode const node;
    auto const seed = stage.shoal.start(
        stage.shoal.with_dht({"seed", stage.plain.string(), "-d", stage.seed_dir().string(),
                              "--dht-node", node.shoal.endpoint(), "--json"}));
    await(
        "the seed is known to the DHT", 60s, [&] { return node.knows_peers(stage.info_hash); },
        [&] { return said(seed) + said(*node.process); });
    get_by_dht(stage, node, said(seed));
}

TEST_CASE("dht: a bare magnet and one node lead to an aria2 that seeds") {
    Stage const stage{{.size = 8 << 20}};
    DhtNode const node;
    auto const client = aria2({.dht_node = node.shoal.endpoint()});
    client->add(stage.plain.string(), stage.seed_dir());
    await(
        "aria2 is known to the DHT", 60s, [&] { return node.knows_peers(stage.info_hash); },
        [&] { return client->log() + said(*node.process); });
    get_by_dht(stage, node, client->log());
}

TEST_CASE("pex: a seed that no tracker knows is found through a peer that gives next to nothing") {
    Stage const stage{{.size = 8 << 20}};
    // In the middle: aria2, known to the tracker, gives at most 1 KiB/s.
    auto const middle = aria2({.upload_kib = 1});
    middle->add(stage.tracked.string(), stage.dir / "middle");
    await(
        "aria2 has announced itself", 30s,
        [&] { return stage.tracker->leeches(stage.info_hash) == 1; },
        [&] { return middle->log(); });
    // The seed knows aria2 alone, and no tracker knows the seed. Each of ours needs an address that
    // others see: aria2 tells a peer nothing about its own.
    Shoal const hidden{address(22)};
    auto const seed = hidden.start(hidden.at_home(
        {"seed", stage.plain.string(), "-d", stage.seed_dir().string(), "--peer",
         middle->endpoint(), "--up", "300KiB", "--interface", hidden.ip(), "--json"}));
    await(
        "the seed and aria2 have met", 30s,
        [&] { return allocated_bytes(stage.dir / "middle") > 0; },
        [&] { return middle->log() + said(seed); });
    auto const got = stage.shoal.run(
        stage.shoal.at_home({"get", stage.tracked.string(), "-d", stage.leech_dir().string(),
                             "--interface", stage.shoal.ip(), "--json", "--time-limit", "90"}),
        100s);
    INFO(last_part(got.out), got.err, middle->log(), said(seed));
    CHECK(got.status == 0);
    CHECK(stage.difference() == "");
}
