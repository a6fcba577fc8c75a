#pragma once

#include "core/engine/lt/lt_alerts.hpp"

#include <functional>

namespace shoal::engine {

/// What torrents are to do whose handles libtorrent has not told us yet: it does so late, and until
/// then that waits. Engine thread.
class AwaitedTorrents {
public:
    using Act = std::function<void(lt::torrent_handle const&)>;

    /// Borrowed.
    explicit AwaitedTorrents(TorrentHandles const& handles) : handles_(handles) {}

    void once_there(api::TorrentId id, Act act) {
        auto const handle = handles_.handle(id);
        if (handle.is_valid())
            act(handle);
        else
            pending_[id].push_back(std::move(act));
    }

    void forget(api::TorrentId id) { pending_.erase(id); }

    /// After handles may have come.
    void catch_up() {
        std::erase_if(pending_, [this](auto const& waiting) {
            auto const handle = handles_.handle(waiting.first);
            if (!handle.is_valid())
                return false;
            for (Act const& act : waiting.second)
                act(handle);
            return true;
        });
    }

private:
    TorrentHandles const& handles_;
    std::map<api::TorrentId, std::vector<Act>> pending_;
};

} // namespace shoal::engine
