#include "ui-cli/tui/rows.hpp"

#include "core/api/filter.hpp"

#include <algorithm>
#include <limits>

namespace shoal::tui {
namespace {

using api::TorrentView;

template <class Key>
void sort_by(Torrents& torrents, bool descending, Key key) {
    std::ranges::stable_sort(torrents, [&](auto const& a, auto const& b) {
        return descending ? key(*b) < key(*a) : key(*a) < key(*b);
    });
}

double done_share(TorrentView const& torrent) {
    return torrent.wanted > 0
               ? static_cast<double>(torrent.done) / static_cast<double>(torrent.wanted)
               : 0;
}

std::int64_t queue_place(TorrentView const& torrent) {
    return torrent.queue_position > 0 ? torrent.queue_position
                                      : std::numeric_limits<std::int64_t>::max();
}

void sort(Torrents& torrents, Order order) {
    bool const up = order.inverted;
    bool const down = !order.inverted;
    switch (order.key) {
    case SortKey::added:
        return up ? sort_by(torrents, true, [](auto const& t) { return t.id; }) : void();
    case SortKey::name:
        return sort_by(torrents, up, [](auto const& t) { return std::string_view{t.name}; });
    case SortKey::size:
        return sort_by(torrents, down, [](auto const& t) { return t.size; });
    case SortKey::done:
        return sort_by(torrents, down, done_share);
    case SortKey::down:
        return sort_by(torrents, down, [](auto const& t) { return t.down_rate; });
    case SortKey::up:
        return sort_by(torrents, down, [](auto const& t) { return t.up_rate; });
    case SortKey::eta:
        return sort_by(torrents, up, [](auto const& t) {
            return api::eta_seconds(t).value_or(std::numeric_limits<std::int64_t>::max());
        });
    case SortKey::peers:
        return sort_by(torrents, down, [](auto const& t) { return t.peers; });
    case SortKey::ratio:
        return sort_by(torrents, down, [](auto const& t) { return api::ratio(t).value_or(0); });
    case SortKey::health: // who is worst first; unknown ones last
        return sort_by(torrents, up, [](auto const& t) { return t.health.value_or(101); });
    case SortKey::state:
        return sort_by(torrents, up, [](auto const& t) { return t.state; });
    case SortKey::queue:
        return sort_by(torrents, up, queue_place);
    }
}

} // namespace

std::string_view to_string(SortKey key) {
    static constexpr std::string_view names[] = {"added", "name",   "size",  "done",
                                                 "down",  "up",     "eta",   "peers",
                                                 "ratio", "health", "state", "queue"};
    return names[static_cast<int>(key)];
}

Torrents rows(api::Snapshot const& snapshot, Order order, std::string_view filter, WallTime now) {
    Torrents shown = snapshot.torrents;
    if (auto const wanted = api::Filter::parse(filter))
        std::erase_if(shown, [&](auto const& torrent) { return !wanted->matches(*torrent, now); });
    sort(shown, order);
    return shown;
}

} // namespace shoal::tui
