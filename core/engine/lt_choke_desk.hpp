#pragma once

#include "core/api/types.hpp"
#include "core/policy/choker.hpp"

#include <libtorrent/socket.hpp>

#include <atomic>
#include <map>
#include <mutex>

namespace shoal::engine {

/// What the choker, on the network thread, and the session, on the engine thread, tell each other.
class ChokeDesk {
public:
    struct Line {
        api::TorrentId torrent = 0;
        lt::tcp::endpoint peer;
        policy::ChokeReason reason = policy::ChokeReason::uninterested;
    };

    using Reasons = std::map<lt::tcp::endpoint, policy::ChokeReason>;

    /// `up_limit`: bytes/s, 0 = none.
    explicit ChokeDesk(std::int64_t up_limit) : up_limit_(up_limit) {}

    void limit_upload(std::int64_t up_limit) { up_limit_ = up_limit; }

    [[nodiscard]] std::int64_t up_limit() const { return up_limit_; }

    /// The last verdicts on all peers.
    void put(std::vector<Line> lines) {
        std::scoped_lock const lock(mutex_);
        lines_.swap(lines);
    }

    [[nodiscard]] Reasons reasons(api::TorrentId torrent) const {
        std::scoped_lock const lock(mutex_);
        Reasons reasons;
        for (Line const& line : lines_)
            if (line.torrent == torrent)
                reasons.emplace(line.peer, line.reason);
        return reasons;
    }

private:
    std::atomic<std::int64_t> up_limit_;
    mutable std::mutex mutex_;
    std::vector<Line> lines_;
};

} // namespace shoal::engine
