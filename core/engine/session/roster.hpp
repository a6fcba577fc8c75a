#pragma once

#include "core/engine/session/torrent.hpp"

#include <unordered_map>

namespace shoal::engine {

/// All torrents of a session: found by number or by info-hash in constant time or nearly so, so
/// that the ten thousandth is added as fast as the first. Engine thread only.
class Roster {
public:
    /// Under its id, which must be new.
    Torrent& add(Torrent torrent);
    void remove(api::TorrentId id);

    [[nodiscard]] Torrent* find(api::TorrentId id);
    /// Null when none has this hash; a hybrid is found by either half.
    [[nodiscard]] Torrent const* holder_of(api::InfoHash const& hash) const;

    /// A place in the queue's order that nobody has, at its end or in front of all.
    [[nodiscard]] std::int64_t new_queue_key(bool in_front);
    void set_queue_key(Torrent& torrent, std::int64_t key);

    [[nodiscard]] std::size_t size() const { return torrents_.size(); }

    [[nodiscard]] auto begin() { return torrents_.begin(); }

    [[nodiscard]] auto end() { return torrents_.end(); }

    [[nodiscard]] auto begin() const { return torrents_.begin(); }

    [[nodiscard]] auto end() const { return torrents_.end(); }

private:
    std::map<api::TorrentId, Torrent> torrents_;
    std::unordered_map<std::string, api::TorrentId> by_hash_; ///< bytes of v1, of v2
    std::int64_t first_key_ = 0;                              ///< no torrent's is less
    std::int64_t last_key_ = 0;                               ///< no torrent's is greater
};

} // namespace shoal::engine
