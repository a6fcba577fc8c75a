#pragma once

#include "tests/bench/cargo.hpp"
#include "tests/bench/entrants.hpp"
#include "tests/bench/watch.hpp"

// One file from one seed to one leech, both of one kind, over TCP without encryption, on the
// loopback device of a network of our own.

namespace shoal::bench {

struct Transfer {
    std::string failure = {}; ///< empty: all of it arrived, and is equal
    std::string logs = {};    ///< with a failure: what both said
    double seconds = 0;       ///< from the leech's start until it says that it is complete
    double first_s = 0;       ///< until one piece's worth of bytes had crossed the wire
    double last_s = 0;        ///< until as many bytes as the file has had crossed the wire
    double others_cores = 0;  ///< cores that everything else kept busy meanwhile
    Side seed = {};
    Side leech = {};
};

/// One transfer: the seed checks its data, announces itself to a tracker and waits; then the leech
/// starts. The copy is compared with the original and removed.
[[nodiscard]] Transfer run_transfer(Cargo const& cargo, Pair const& pair, Bounds const& bounds);

} // namespace shoal::bench
