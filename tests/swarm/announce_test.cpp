// That a real session tells of a torrent when we say so, and never by itself.

#include "core/engine/lt/lt_session.hpp"
#include "core/net/http_server.hpp"
#include "tests/support/await.hpp"
#include "tests/support/dht_query.hpp"
#include "tests/support/ports.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <mutex>

using namespace shoal;
using namespace shoal::engine;
using namespace std::chrono_literals;

namespace {

constexpr api::TorrentId silent = 1;
constexpr api::TorrentId told = 2;
constexpr api::TorrentId scout = 3;

std::string hash_of(api::TorrentId id) {
    return fmt::format("{:040x}", 0xabcd'0000 + id);
}

/// A session on loopback that the test drives call by call.
class Node {
public:
    explicit Node(std::vector<api::Endpoint> known = {}) {
        auto wire = open_session({.listen = {{"127.0.0.1", port}},
                                  .dht_nodes = std::move(known),
                                  .lsd = false,
                                  .portmap = false},
                                 {}, [] {});
        REQUIRE(wire);
        wire_ = *std::move(wire);
    }

    std::uint16_t const port = test::free_port();

    Wire& wire() { return *wire_; }

    void hear() {
        for (auto const& event : wire_->poll()) {
            if (auto const* const joined = std::get_if<Joined>(&event))
                joined_.push_back(joined->id);
        }
    }

    bool has_joined(api::TorrentId id) const {
        return std::ranges::find(joined_, id) != joined_.end();
    }

private:
    std::unique_ptr<Wire> wire_;
    std::vector<api::TorrentId> joined_;
};

/// Adds these, in this order, and waits until they are in the swarm.
void join(Node& node, std::vector<api::TorrentId> const& ids, std::string const& magnet_rest = {}) {
    for (auto const id : ids)
        node.wire().add(
            {.id = id, .magnet = "magnet:?xt=urn:btih:" + hash_of(id) + magnet_rest, .dir = "/"});
    test::await("the torrents joined", 20s, [&] {
        node.hear();
        return std::ranges::all_of(ids, [&](auto id) { return node.has_joined(id); });
    });
}

/// Remembers what it was asked, and knows no peers.
class Tracker {
public:
    Tracker() {
        auto server = net::HttpServer::start({"127.0.0.1", 0}, [this](auto const& request) {
            std::scoped_lock const lock(mutex_);
            asked_ += request.target + '\n';
            return net::HttpResponse{.body = "d8:intervali1800e5:peers0:e"};
        });
        REQUIRE(server);
        server_ = *std::move(server);
    }

    std::string url() const {
        return fmt::format("http://{}/announce", api::to_string(server_->endpoint()));
    }

    /// Announces of the torrent whose hash ends so.
    bool heard_of(api::TorrentId id) const {
        std::scoped_lock const lock(mutex_);
        return asked_.find(fmt::format("%ab%cd%00%{:02x}", id)) != std::string::npos;
    }

private:
    mutable std::mutex mutex_;
    std::string asked_;
    std::unique_ptr<net::HttpServer> server_; ///< last: its thread uses the above
};

} // namespace

TEST_CASE("announces: the DHT hears of a torrent when it is announced, not before") {
    Node node;
    Node peer{{{"127.0.0.1", node.port}}};
    auto const announce_until_known = [&](api::TorrentId id) {
        test::await("the DHT knows the torrent", 20s, [&] {
            peer.wire().announce_dht(id);
            return test::dht_knows_peers("127.0.0.1", node.port, hash_of(id));
        });
    };
    // Once the DHT works, libtorrent by itself would announce a torrent the moment it is added.
    join(peer, {scout});
    announce_until_known(scout);
    join(peer, {silent, told});
    announce_until_known(told);
    CHECK(!test::dht_knows_peers("127.0.0.1", node.port, hash_of(silent)));
    announce_until_known(silent);
}

TEST_CASE("announces: a tracker hears of a torrent once it is to meet it, not before") {
    Tracker tracker;
    Node peer;
    join(peer, {silent, told}, "&tr=" + tracker.url());
    peer.wire().meet_trackers(told);
    test::await("the tracker heard of it", 20s, [&] { return tracker.heard_of(told); });
    CHECK(!tracker.heard_of(silent));
    peer.wire().meet_trackers(silent);
    test::await("the tracker heard of the other", 20s, [&] { return tracker.heard_of(silent); });
}
