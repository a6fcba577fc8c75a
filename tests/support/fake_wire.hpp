#pragma once

#include "core/engine/jobs.hpp"
#include "core/engine/wire.hpp"

#include <algorithm>
#include <deque>

namespace shoal::test {

/// A swarm that exists only in the test: records what it was told, says what the test makes it say.
class FakeWire final : public engine::Wire {
public:
    void add(engine::WireAdd add) override { added.push_back(std::move(add)); }

    void remove(api::TorrentId id, bool with_data) override {
        removed.push_back(id);
        if (with_data)
            data_removed.push_back(id);
    }

    void pause(api::TorrentId id) override { paused.push_back(id); }

    void resume(api::TorrentId id) override { resumed.push_back(id); }

    void move(api::TorrentId id, fs::path const& dir) override { moves.emplace_back(id, dir); }

    void rename(api::TorrentId, std::size_t file, std::string const& path) override {
        renames.emplace_back(file, path);
    }

    void set_files(api::TorrentId, std::vector<api::FilePriority> const& priorities) override {
        files = priorities;
    }

    void set_limits(api::TorrentId id, api::RateLimits const& limits) override {
        torrent_limits[id] = limits;
    }

    void set_limits(api::RateLimits const& limits) override { session_limits = limits; }

    void block(std::vector<policy::AddressRange> const& ranges) override { blocked = ranges; }

    void set_priority(api::TorrentId id, api::Priority priority) override {
        torrent_priorities[id] = priority;
    }

    void add_sources(api::TorrentId id, engine::Sources const& more) override {
        sources_added.emplace_back(id, more);
    }

    void lift_bans(api::Endpoint const& peer) override { lifted.push_back(peer); }

    void set_sequential(api::TorrentId, bool value) override { sequential = value; }

    std::vector<api::PeerView> peers(api::TorrentId) override {
        ++waits;
        return peer_views;
    }

    api::PiecesView pieces(api::TorrentId) override {
        ++waits;
        return piece_view;
    }

    std::vector<bool> pieces_of_peer(api::TorrentId, api::Endpoint const&) override {
        return peer_pieces;
    }

    std::vector<api::HolderView> holders(api::TorrentId, std::uint32_t first,
                                         std::uint32_t end) override {
        holders_asked = {first, end};
        return holder_views;
    }

    std::vector<api::TrackerView> trackers(api::TorrentId) override {
        ++waits;
        return tracker_views;
    }

    std::vector<api::WebSeedView> web_seeds(api::TorrentId) override {
        ++waits;
        return web_seed_views;
    }

    void save_resume(api::TorrentId id) override { saves.push_back(id); }

    void announce_dht(api::TorrentId id) override { dht_announces.push_back(id); }

    void announce_lsd(api::TorrentId id) override { lsd_announces.push_back(id); }

    void meet_trackers(api::TorrentId id) override { met_trackers.push_back(id); }

    void seek_peers(api::TorrentId id, std::vector<api::Endpoint> const& /*known*/) override {
        seeks.push_back(id);
    }

    void find_nodes(api::Endpoint const& node, health::DhtId const& target) override {
        node_queries.emplace_back(node, target);
    }

    void look_at_dht() override { ++dht_looks; }

    engine::DhtContacts dht_contacts() override { return contacts; }

    bool hang_up(api::TorrentId, api::Endpoint const& peer) override {
        return treat(peer, api::PeerAct::disconnect);
    }

    std::optional<api::Ban> ban(api::TorrentId, api::Endpoint const& peer) override {
        if (!treat(peer, api::PeerAct::ban))
            return std::nullopt;
        return api::Ban{{peer, {}}, {}, "by hand", (WallTime::max)()};
    }

    bool pin(api::TorrentId, api::Endpoint const& peer, bool is_on) override {
        return treat(peer, is_on ? api::PeerAct::pin : api::PeerAct::unpin);
    }

    void dial_utp(bool first) override { utp_first = first; }

    void focus(api::TorrentId id) override { focused = id; }

    void refresh() override { ++refreshes; }

    std::vector<engine::WireEvent> poll() override { return std::exchange(events, {}); }

    engine::WireFigures figures() const override { return wire_figures; }

    std::string dht_state() override {
        ++waits;
        return "nodes";
    }

    std::vector<engine::WireAdd> added;
    std::vector<api::TorrentId> removed;
    std::vector<api::TorrentId> data_removed;
    std::vector<api::TorrentId> paused;
    std::vector<api::TorrentId> resumed;
    std::vector<std::pair<api::TorrentId, fs::path>> moves;
    std::vector<std::pair<std::size_t, std::string>> renames;
    std::vector<api::FilePriority> files;
    std::map<api::TorrentId, api::RateLimits> torrent_limits;
    api::RateLimits session_limits;
    std::vector<policy::AddressRange> blocked;
    std::map<api::TorrentId, api::Priority> torrent_priorities;
    std::vector<std::pair<api::TorrentId, engine::Sources>> sources_added;
    std::vector<api::Endpoint> lifted;
    bool sequential = false;
    std::vector<api::PeerView> peer_views;
    api::PiecesView piece_view;
    std::vector<bool> peer_pieces;
    std::vector<api::HolderView> holder_views;
    std::pair<std::uint32_t, std::uint32_t> holders_asked;
    std::vector<api::TrackerView> tracker_views;
    std::vector<api::WebSeedView> web_seed_views;
    engine::WireFigures wire_figures;
    std::vector<api::TorrentId> saves;
    std::vector<api::TorrentId> seeks;
    std::vector<api::TorrentId> dht_announces;
    std::vector<api::TorrentId> lsd_announces;
    std::vector<api::TorrentId> met_trackers;
    engine::DhtContacts contacts;
    std::vector<std::pair<api::Endpoint, health::DhtId>> node_queries;
    std::vector<std::pair<api::Endpoint, api::PeerAct>> treated;
    std::vector<engine::WireEvent> events;
    int refreshes = 0;
    int dht_looks = 0;
    int waits = 0; ///< calls that the real one answers only after the network thread
    bool utp_first = false;
    api::TorrentId focused = 0;

private:
    bool treat(api::Endpoint const& peer, api::PeerAct act) {
        bool const is_there =
            std::ranges::find(peer_views, peer, &api::PeerView::endpoint) != peer_views.end();
        if (is_there)
            treated.emplace_back(peer, act);
        return is_there;
    }
};

/// Holds jobs back until the test lets them run.
class FakeJobs final : public engine::Jobs {
public:
    void intake(Job job) override { waiting_.push_back(std::move(job)); }

    void fetch(Job job) override { waiting_.push_back(std::move(job)); }

    void check(Job job) override { waiting_.push_back(std::move(job)); }

    void save(Job job) override { waiting_.push_back(std::move(job)); }

    /// Runs what waits, and what that asks for in turn; the session ends its turn before the first
    /// and after each.
    void run() {
        end_turn();
        while (!waiting_.empty()) {
            auto job = std::move(waiting_.front());
            waiting_.pop_front();
            job({})();
            end_turn();
        }
    }

    std::function<void()> end_turn = [] {
    };

    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

private:
    std::deque<Job> waiting_;
};

} // namespace shoal::test
