#pragma once

#include "core/api/types.hpp"
#include "core/base/clock.hpp"

namespace shoal::api {

/// How a torrent, or the whole session, did in one step of its history.
struct HistoryPoint {
    WallTime time; ///< when the step begins
    int count = 0; ///< looks that were put together
    // Averages. Of the session: of the torrents' grades and copies, and the sums of the others.
    std::optional<double> grade; ///< 0–100; nothing: not enough evidence
    double copies = 0;           ///< distributed
    double peers = 0;
    double seeds = 0;
    double down = 0; ///< bytes/s
    double up = 0;
    // Sums: connections that came and went.
    std::int64_t joined = 0;
    std::int64_t left = 0;
};

/// A stretch of it; steps in which nobody was connected, or no session ran, have no point.
struct HistoryView {
    InfoHash info_hash; ///< of the session: neither
    std::string name;   ///< untrusted
    WallTime since;
    WallTime until;
    std::chrono::seconds step{0};
    std::vector<HistoryPoint> points; ///< oldest first
};

} // namespace shoal::api
