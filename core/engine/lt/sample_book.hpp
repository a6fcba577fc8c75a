#pragma once

#include "core/api/types.hpp"
#include "core/health/sample.hpp"

#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

namespace shoal::engine {

/// Samples on their way from the network thread to the engine's. Of each torrent the newest alone
/// waits, so an engine that is late costs no memory; who left meanwhile is not forgotten.
class SampleBook {
public:
    using Note = std::pair<api::TorrentId, health::Sample>;

    void put(api::TorrentId id, health::Sample sample) {
        std::scoped_lock const lock(mutex_);
        auto& waiting = notes_[id];
        sample.left.insert(sample.left.begin(), waiting.left.begin(), waiting.left.end());
        std::swap(waiting, sample); // the older dies as the argument, after the lock
    }

    [[nodiscard]] std::vector<Note> take() {
        std::scoped_lock const lock(mutex_);
        std::vector<Note> notes;
        for (auto& [id, sample] : std::exchange(notes_, {}))
            notes.emplace_back(id, std::move(sample));
        return notes;
    }

    /// Which torrent is looked at each second from now on; 0: none.
    void focus(api::TorrentId id) {
        std::scoped_lock const lock(mutex_);
        focus_ = id;
        wanted_.insert(id);
    }

    /// Which ones to look at whatever else is due: those put in focus since the last call, of which
    /// only the last stays in it.
    [[nodiscard]] std::set<api::TorrentId> take_wanted() {
        std::scoped_lock const lock(mutex_);
        return std::exchange(wanted_, {focus_});
    }

private:
    std::mutex mutex_;
    std::map<api::TorrentId, health::Sample> notes_;
    std::set<api::TorrentId> wanted_;
    api::TorrentId focus_ = 0;
};

} // namespace shoal::engine
