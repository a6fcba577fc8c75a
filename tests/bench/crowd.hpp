#pragma once

#include "tests/bench/cargo.hpp"
#include "tests/bench/entrants.hpp"
#include "tests/bench/watch.hpp"

// A flash crowd: one seed and many leeches of one client, each of which sends no faster than a cap
// by its own limiter. All leeches start at once, and stay when they are complete.

namespace shoal::bench {

struct CrowdScene {
    int leeches = 8;
    std::int64_t up = 0; ///< what each peer may send, bytes/s
};

/// A peer that sent faster than that, in terms of its cap, has an advantage: its run is no match.
inline constexpr double cap_tolerance = 1.05;

struct CrowdRun {
    std::string failure = {};            ///< empty: every leech has all, and it is equal
    std::string logs = {};               ///< with a failure: what the seed and a leech said
    std::vector<double> complete_s = {}; ///< of each leech that is, in that order, from the start
    double first_s = 0;                  ///< until the seed had sent one block
    std::int64_t seed_sent = 0;          ///< bytes, with the protocol's own
    std::int64_t received = 0;           ///< by all leeches
    std::int64_t least = 0;              ///< what the slowest leech received
    double most_of_cap = 0; ///< of all peers: what it sent, from its first block to the end, ÷ cap
    double others_cores = 0; ///< cores that everything else kept busy meanwhile
    Side seed = {};
    Side leeches = {}; ///< all together
};

/// No crowd can be faster, seconds: all of the file must leave the seed once, and N copies of it
/// must leave N + 1 peers.
[[nodiscard]] double lower_bound_s(std::int64_t size, CrowdScene const& scene);

/// One crowd: the seed checks its data, announces itself to a tracker and waits; then all leeches
/// start. Their copies are compared with the original and removed.
[[nodiscard]] CrowdRun run_crowd(Cargo const& cargo, Pair const& pair, CrowdScene const& scene,
                                 Bounds const& bounds);

} // namespace shoal::bench
