#pragma once

#include "core/api/limits.hpp"
#include "core/api/types.hpp"

namespace shoal::policy {

/// A torrent as the queue sees it.
struct QueueEntry {
    api::TorrentId id = 0;
    std::int64_t key = 0;      ///< its order: the least comes first, of equal ones the lesser id
    bool wants_to_run = true;  ///< neither paused nor in error
    bool is_complete = false;  ///< all that is wanted; it takes a place among the seeds
    bool has_met_goal = false; ///< a complete one that needs no place any more
    bool runs = false;         ///< as of the last verdict
    bool is_stalled = false;   ///< got nothing for `stalled_after` since it runs; unless complete
};

struct QueueVerdict {
    std::vector<api::TorrentId> run;     ///< in the queue's order
    std::vector<api::TorrentId> waiting; ///< for a place; the next one first

    friend bool operator==(QueueVerdict const&, QueueVerdict const&) = default;
};

/// Who runs: of the downloads, and of the seeds, as many as may, first come those first in order.
///
/// A stalled download runs on without a place, so that dead torrents never block living ones. When
/// something arrives for it, it counts again where it stands in the order, and if that makes one
/// too many the last one of them waits again. It can hurt that one once in `stalled_after`, no more
/// often: that long it takes to be stalled anew. Apart from that nothing flaps: asked again with
/// its own verdict it gives the same. O(n log n).
[[nodiscard]] QueueVerdict who_runs(std::vector<QueueEntry> entries,
                                    api::QueueLimits const& limits);

} // namespace shoal::policy
