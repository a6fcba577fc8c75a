#pragma once

#include "core/api/types.hpp"
#include "core/base/clock.hpp"

namespace shoal::store {

/// How a torrent, or the session, did at a time, or over a step of its history.
struct Sample {
    api::TorrentId torrent = 0; ///< 0: the whole session
    WallTime time;              ///< the beginning of what it stands for
    int count = 1;              ///< how many were put together
    // Averages.
    std::optional<double> grade; ///< 0–100; nothing: not enough evidence
    double copies = 0;
    double peers = 0;
    double seeds = 0;
    double down = 0; ///< bytes/s
    double up = 0;
    // Sums: peers that came and went.
    std::int64_t joined = 0;
    std::int64_t left = 0;

    friend bool operator==(Sample const&, Sample const&) = default;
};

/// The steps of a time, ascending; those without a sample are left out.
struct History {
    std::chrono::seconds step{};
    std::vector<Sample> samples;
};

} // namespace shoal::store
