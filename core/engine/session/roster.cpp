#include "core/engine/session/roster.hpp"

#include "core/policy/queue_order.hpp"

#include <algorithm>

namespace shoal::engine {
namespace {

/// v1 and v2 differ in length, so they never meet.
std::vector<std::string> names_of(api::InfoHash const& hash) {
    std::vector<std::string> names;
    if (hash.v1)
        names.emplace_back(hash.v1->begin(), hash.v1->end());
    if (hash.v2)
        names.emplace_back(hash.v2->begin(), hash.v2->end());
    return names;
}

} // namespace

Torrent& Roster::add(Torrent torrent) {
    auto const id = torrent.id;
    Torrent& added = torrents_.emplace(id, std::move(torrent)).first->second;
    for (std::string& name : names_of(added.view.info_hash))
        by_hash_.emplace(std::move(name), id);
    set_queue_key(added, added.kept.queue_key);
    return added;
}

void Roster::remove(api::TorrentId id) {
    Torrent const* const torrent = find(id);
    if (!torrent)
        return;
    for (std::string const& name : names_of(torrent->view.info_hash))
        if (auto const named = by_hash_.find(name); named != by_hash_.end() && named->second == id)
            by_hash_.erase(named);
    torrents_.erase(id);
}

Torrent* Roster::find(api::TorrentId id) {
    auto const found = torrents_.find(id);
    return found == torrents_.end() ? nullptr : &found->second;
}

Torrent const* Roster::holder_of(api::InfoHash const& hash) const {
    for (std::string const& name : names_of(hash))
        if (auto const named = by_hash_.find(name); named != by_hash_.end())
            return &torrents_.at(named->second);
    return nullptr;
}

std::int64_t Roster::new_queue_key(bool in_front) {
    return in_front ? first_key_ -= policy::key_gap : last_key_ += policy::key_gap;
}

void Roster::set_queue_key(Torrent& torrent, std::int64_t key) {
    torrent.kept.queue_key = key;
    first_key_ = std::min(first_key_, key);
    last_key_ = std::max(last_key_, key);
}

} // namespace shoal::engine
