#include "core/engine/announcer.hpp"
#include "tests/support/fake_wire.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::engine;

namespace {

constexpr SteadyTime start{1h};

} // namespace

TEST_CASE("announcer: a torrent that joins is told to everybody at once, the trackers only once") {
    test::FakeWire wire;
    Announcer announcer{wire};
    announcer.joined(1, false);
    for (auto passed = 0s; passed < 1h; passed += 1s)
        announcer.announce(start + passed, 1);
    CHECK(wire.dht_announces == std::vector<api::TorrentId>(4, 1));
    CHECK(wire.lsd_announces == std::vector<api::TorrentId>(12, 1));
    CHECK(wire.met_trackers == std::vector<api::TorrentId>{1});
}

TEST_CASE("announcer: of a private torrent only its trackers hear") {
    test::FakeWire wire;
    Announcer announcer{wire};
    announcer.joined(1, true);
    announcer.hurry(1, start);
    for (auto passed = 0s; passed < 1h; passed += 1s)
        announcer.announce(start + passed, 1);
    CHECK(wire.dht_announces.empty());
    CHECK(wire.lsd_announces.empty());
    CHECK(wire.met_trackers == std::vector<api::TorrentId>{1});
}

TEST_CASE("announcer: the DHT is told once there is a node, or none was found in 3 s") {
    for (auto const nodes : {0, 1}) {
        test::FakeWire wire;
        Announcer announcer{wire};
        announcer.joined(1, false);
        announcer.announce(start, 0);
        CHECK(wire.dht_announces.empty());
        announcer.announce(start + 1s, nodes);
        CHECK(wire.dht_announces.size() == static_cast<std::size_t>(nodes));
        announcer.announce(start + 3s, nodes);
        CHECK(wire.dht_announces == std::vector<api::TorrentId>{1});
    }
}

TEST_CASE("announcer: 10,000 torrents that start at once meet their trackers 50 a second") {
    test::FakeWire wire;
    Announcer announcer{wire};
    for (api::TorrentId id = 1; id <= 10'000; ++id)
        announcer.joined(id, false);
    auto now = start;
    announcer.announce(now, 1);
    CHECK(wire.met_trackers.size() == 50);
    for (std::size_t before = 50; before < 10'000; before = wire.met_trackers.size()) {
        announcer.announce(now += 1s, 1);
        CHECK(wire.met_trackers.size() == before + 50);
    }
    CHECK(now == start + 199s);
}

TEST_CASE("announcer: a torrent that left is not announced, one that joins anew is") {
    test::FakeWire wire;
    Announcer announcer{wire};
    announcer.joined(1, false);
    announcer.left(1);
    announcer.announce(start, 1);
    CHECK(wire.met_trackers.empty());
    CHECK(wire.dht_announces.empty());
    announcer.joined(1, false);
    announcer.announce(start, 1);
    announcer.joined(1, false); // a magnet with its metadata
    announcer.announce(start, 1);
    CHECK(wire.met_trackers == std::vector<api::TorrentId>(2, 1));
    CHECK(wire.dht_announces == std::vector<api::TorrentId>(2, 1));
}
