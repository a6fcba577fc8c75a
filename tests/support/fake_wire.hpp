#pragma once

#include "core/engine/jobs.hpp"
#include "core/engine/wire.hpp"

#include <deque>

namespace shoal::test {

/// A swarm that exists only in the test: records what it was told, says what the test makes it say.
class FakeWire final : public engine::Wire {
public:
    void add(engine::WireAdd add) override { added.push_back(std::move(add)); }

    void remove(api::TorrentId id) override { removed.push_back(id); }

    void pause(api::TorrentId id) override { paused.push_back(id); }

    void save_resume(api::TorrentId id) override { saves.push_back(id); }

    void announce_dht(api::TorrentId id) override { dht_announces.push_back(id); }

    void announce_lsd(api::TorrentId id) override { lsd_announces.push_back(id); }

    void meet_trackers(api::TorrentId id) override { met_trackers.push_back(id); }

    void seek_peers(api::TorrentId id, std::vector<api::Endpoint> const& /*known*/) override {
        seeks.push_back(id);
    }

    void dial_utp(bool first) override { utp_first = first; }

    void refresh() override { ++refreshes; }

    std::vector<engine::WireEvent> poll() override { return std::exchange(events, {}); }

    std::string dht_state() override { return "nodes"; }

    std::vector<engine::WireAdd> added;
    std::vector<api::TorrentId> removed;
    std::vector<api::TorrentId> paused;
    std::vector<api::TorrentId> saves;
    std::vector<api::TorrentId> seeks;
    std::vector<api::TorrentId> dht_announces;
    std::vector<api::TorrentId> lsd_announces;
    std::vector<api::TorrentId> met_trackers;
    std::vector<engine::WireEvent> events;
    int refreshes = 0;
    bool utp_first = false;
};

/// Holds jobs back until the test lets them run.
class FakeJobs final : public engine::Jobs {
public:
    void intake(Job job) override { waiting_.push_back(std::move(job)); }

    void save(Job job) override { waiting_.push_back(std::move(job)); }

    /// Runs what waits, and what that asks for in turn.
    void run() {
        while (!waiting_.empty()) {
            auto job = std::move(waiting_.front());
            waiting_.pop_front();
            job({})();
        }
    }

    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

private:
    std::deque<Job> waiting_;
};

} // namespace shoal::test
