#pragma once

#include "core/api/snapshot.hpp"

namespace shoal::engine {

/// What snapshots list: the newest view of each torrent, in the order of their ids. So that a
/// snapshot is made without a look at torrents that did not change.
class ViewList {
public:
    using View = std::shared_ptr<api::TorrentView const>;

    /// In place of the older one of this torrent, if there is one.
    void put(View view);
    void drop(api::TorrentId id);

    [[nodiscard]] std::vector<View> const& all() const { return views_; }

private:
    [[nodiscard]] std::vector<View>::iterator place_of(api::TorrentId id);

    std::vector<View> views_;
};

} // namespace shoal::engine
