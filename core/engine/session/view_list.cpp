#include "core/engine/session/view_list.hpp"

#include <algorithm>

namespace shoal::engine {

std::vector<ViewList::View>::iterator ViewList::place_of(api::TorrentId id) {
    return std::ranges::lower_bound(views_, id, {}, [](View const& view) { return view->id; });
}

void ViewList::put(View view) {
    auto const place = place_of(view->id);
    if (place != views_.end() && (*place)->id == view->id)
        *place = std::move(view);
    else
        views_.insert(place, std::move(view));
}

void ViewList::drop(api::TorrentId id) {
    auto const place = place_of(id);
    if (place != views_.end() && (*place)->id == id)
        views_.erase(place);
}

} // namespace shoal::engine
