#include "core/control/snapshot_delta.hpp"

#include <algorithm>
#include <iterator>

namespace shoal::control {
namespace {

using View = std::shared_ptr<api::TorrentView const>;

api::TorrentId id_of(View const& view) {
    return view->id;
}

std::vector<View> merged(std::vector<View> const& before, SnapshotDelta const& delta) {
    std::vector<View> kept;
    std::ranges::copy_if(before, std::back_inserter(kept), [&](View const& view) {
        return !std::ranges::binary_search(delta.removed, view->id) &&
               !std::ranges::binary_search(delta.torrents, view->id, {}, id_of);
    });
    std::vector<View> all;
    all.reserve(kept.size() + delta.torrents.size());
    std::ranges::merge(kept, delta.torrents, std::back_inserter(all), {}, id_of, id_of);
    return all;
}

} // namespace

std::shared_ptr<api::Snapshot const> apply(api::Snapshot const& before,
                                           SnapshotDelta const& delta) {
    auto after = std::make_shared<api::Snapshot>();
    after->revision = delta.revision;
    after->torrents = delta.is_full ? delta.torrents : merged(before.torrents, delta);
    after->dir = delta.dir;
    after->listening = delta.listening;
    after->dht_nodes = delta.dht_nodes;
    after->alerts_dropped = delta.alerts_dropped;
    after->bans = delta.bans ? *delta.bans : before.bans;
    after->rules = delta.rules;
    after->alternative_in_force = delta.alternative_in_force;
    return after;
}

SnapshotDelta SnapshotHistory::since(std::shared_ptr<api::Snapshot const> const& now,
                                     std::string_view session, std::uint64_t since) {
    look_at(now);
    SnapshotDelta delta{.session = session_,
                        .revision = now->revision,
                        .dir = now->dir,
                        .listening = now->listening,
                        .dht_nodes = now->dht_nodes,
                        .alerts_dropped = now->alerts_dropped,
                        .rules = now->rules,
                        .alternative_in_force = now->alternative_in_force};
    delta.is_full =
        since == 0 || session != session_ || since < complete_since_ || since > now->revision;
    if (delta.is_full) {
        delta.torrents = now->torrents;
        delta.bans = now->bans;
        return delta;
    }
    std::ranges::copy_if(now->torrents, std::back_inserter(delta.torrents),
                         [&](View const& view) { return view->revision > since; });
    auto const first = std::ranges::upper_bound(removals_, since, {}, &Removal::revision);
    std::ranges::transform(first, removals_.end(), std::back_inserter(delta.removed), &Removal::id);
    std::ranges::sort(delta.removed);
    if (bans_changed_ > since)
        delta.bans = now->bans;
    return delta;
}

void SnapshotHistory::look_at(std::shared_ptr<api::Snapshot const> now) {
    if (now == last_)
        return;
    if (!last_)
        complete_since_ = now->revision;
    if (!last_ || last_->bans != now->bans)
        bans_changed_ = now->revision;
    if (last_) {
        std::vector<View> gone;
        std::ranges::set_difference(last_->torrents, now->torrents, std::back_inserter(gone), {},
                                    id_of, id_of);
        for (auto const& view : gone)
            removals_.push_back({now->revision, view->id});
    }
    if (removals_.size() > longest_log_) {
        auto const end = removals_.end() - static_cast<std::ptrdiff_t>(longest_log_ / 2);
        complete_since_ = std::prev(end)->revision;
        removals_.erase(removals_.begin(), end);
    }
    last_ = std::move(now);
}

} // namespace shoal::control
