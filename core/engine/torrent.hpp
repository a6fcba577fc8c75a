#pragma once

#include "core/api/engine.hpp"
#include "core/engine/intake.hpp"
#include "core/policy/seek.hpp"

#include <atomic>
#include <map>
#include <set>

namespace shoal::engine {

// What a crash can cost at most in re-hashing, against an fdatasync of the files each time.
inline constexpr auto barrier_interval = 10s;

/// A flush barrier: resume data is taken, the files it speaks of are flushed, only then it is
/// written. One runs at a time; what asks meanwhile waits for the next.
struct Barrier {
    bool running = false;
    bool again = false;             ///< somebody asked while one was running
    bool final = false;             ///< the swarm was left: this record closes the books
    WallTime saved;                 ///< when the latest record was begun that let us write on
    std::vector<bool> have;         ///< what the running one will claim
    std::vector<bool> durable;      ///< flushed by us: what the last finished one claims
    std::vector<api::Done> waiting; ///< answered when the running one ends
    std::vector<api::Done> next;    ///< answered when the one after it ends
};

/// How a barrier went. A record that cannot be written costs the next start a check; it takes
/// nothing from what was flushed.
struct BarrierResult {
    Result<void> flushed; ///< the files
    Result<void> saved;   ///< the record; fails when flushing did
};

/// All the engine knows of one torrent. Engine thread only.
struct Torrent {
    api::TorrentId id = 0;
    api::Add spec;
    api::TorrentView view;
    Intake intake;
    bool in_swarm = false; ///< the wire has it, with metadata
    bool complete_told = false;
    bool flushed_told = false;
    bool goal_told = false;
    bool closed = false; ///< shut down: the final barrier is over, or there is nothing to save
    SteadyTime complete_at{};
    SteadyTime next_barrier{};
    std::optional<policy::Seek> seek; ///< once the wire has it, with or without metadata
    Barrier barrier;
    std::map<std::string, std::string> troubles;               ///< where → reason, while it lasts
    std::set<std::pair<api::Endpoint, std::string>> peers_met; ///< with where we learnt of them
    std::shared_ptr<std::atomic<double>> checked = std::make_shared<std::atomic<double>>(0);
    std::shared_ptr<std::stop_source> jobs = std::make_shared<std::stop_source>();
};

} // namespace shoal::engine
