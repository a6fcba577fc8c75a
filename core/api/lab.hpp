#pragma once

#include "core/api/snapshot.hpp"

#include <chrono>
#include <functional>
#include <stop_token>

namespace shoal::api {

enum class Discovery { dht, tracker, pex };

/// A whole swarm on this machine: `seeds` full copies and `peers` downloaders, each an engine of
/// its own on loopback.
struct LabSpec {
    int peers = 8;
    int seeds = 1;
    std::int64_t size = 64 * 1024 * 1024; ///< bytes of random content
    std::int64_t up_limit = 0;            ///< bytes/s for each engine, 0 = none
    Discovery discovery = Discovery::tracker;
    std::uint64_t seed = 1; ///< of all randomness: the same seed gives the same content and order
    std::chrono::seconds time_limit{600};
};

struct LabPeer {
    std::string name;
    std::string role;      ///< "seed" or "leech"
    bool complete = false; ///< every piece verified again from disk at the end
    double seconds = 0;    ///< from the start until its last piece was verified
    std::int64_t downloaded = 0;
    std::int64_t uploaded = 0;
    std::int64_t wasted = 0;
    double done = 0; ///< 0–1
    std::int64_t down_rate = 0;
    std::int64_t up_rate = 0;
    int connected = 0;
    std::map<std::string, int> sources;
};

struct LabReport {
    std::string scenario;
    std::uint64_t seed = 0;
    double bound_seconds = 0; ///< max(F/u_s, N·F/(u_s + Σu_i)); 0 without a rate limit
    double seconds = 0;
    std::vector<LabPeer> peers;
    bool all_complete = false;
};

class Lab {
public:
    virtual ~Lab() = default;
    /// Blocks until all are complete, the time limit, or a stop. `tick` shows the swarm about four
    /// times a second.
    [[nodiscard]] virtual Result<LabReport> run(LabSpec const& spec,
                                                std::function<void(LabReport const&)> const& tick,
                                                std::stop_token stop) = 0;
};

} // namespace shoal::api
