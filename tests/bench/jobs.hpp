#pragma once

#include "tests/bench/contest.hpp"

namespace shoal::bench {

/// What the jobs work on.
struct Scene {
    fs::path dir;         ///< holds the file `big` and the folder `small`, and big.torrent
    std::string shoal;    ///< the program to measure
    std::int64_t big = 0; ///< bytes
    std::int64_t small = 0;
};

/// Making .torrents of both, v1 and hybrid, with two threads.
[[nodiscard]] std::vector<Contestant> create_jobs(Scene const& scene);

/// Checking `big` against its .torrent. Call in a network of our own: the clients listen.
[[nodiscard]] std::vector<Contestant> verify_jobs(Scene const& scene);

} // namespace shoal::bench
