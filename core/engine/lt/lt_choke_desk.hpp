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
        bool is_pinned = false;
    };

    using Lines = std::map<lt::tcp::endpoint, Line>;

    /// `up_limit`: bytes/s, 0 = none.
    explicit ChokeDesk(std::int64_t up_limit) : up_limit_(up_limit) {}

    void limit_upload(std::int64_t up_limit) { up_limit_ = up_limit; }

    [[nodiscard]] std::int64_t up_limit() const { return up_limit_; }

    /// The last verdicts on all peers.
    void put(std::vector<Line> lines) {
        std::scoped_lock const lock(mutex_);
        lines_.swap(lines);
    }

    [[nodiscard]] Lines lines(api::TorrentId torrent) const {
        std::scoped_lock const lock(mutex_);
        Lines lines;
        for (Line const& line : lines_)
            if (line.torrent == torrent)
                lines.emplace(line.peer, line);
        return lines;
    }

private:
    std::atomic<std::int64_t> up_limit_;
    mutable std::mutex mutex_;
    std::vector<Line> lines_;
};

} // namespace shoal::engine
