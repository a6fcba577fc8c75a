#include "ui-cli/tui/list/rows.hpp"

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

/// States in their own order, labels by name; torrents without a label come last.
void group(Torrents& torrents, Grouping grouping) {
    if (grouping == Grouping::state)
        sort_by(torrents, false, [](auto const& t) { return t.state; });
    else if (grouping == Grouping::label)
        sort_by(torrents, false, [](auto const& t) {
            return std::pair{t.label.empty(), std::string_view{t.label}};
        });
}

} // namespace

std::string_view group_of(TorrentView const& torrent, Grouping grouping) {
    if (grouping == Grouping::none)
        return {};
    if (grouping == Grouping::label)
        return torrent.label.empty() ? "no label" : std::string_view{torrent.label};
    return torrent.state == api::TorrentState::complete ? "seeding" : api::to_string(torrent.state);
}

std::size_t fitting(Torrents const& shown, Grouping grouping, std::size_t top, std::size_t rows) {
    if (grouping == Grouping::none)
        return std::min(rows, shown.size() - std::min(top, shown.size()));
    std::size_t count = 0;
    for (std::size_t used = 0; top + count < shown.size(); ++count) {
        auto const at = top + count;
        bool const has_heading =
            count == 0 || group_of(*shown[at], grouping) != group_of(*shown[at - 1], grouping);
        used += has_heading ? 2 : 1;
        if (used > rows)
            break;
    }
    return std::max<std::size_t>(count, top < shown.size() ? 1 : 0);
}

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
    group(shown, order.grouping);
    return shown;
}

} // namespace shoal::tui
