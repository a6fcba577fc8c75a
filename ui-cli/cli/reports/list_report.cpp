#include "ui-cli/cli/reports/list_report.hpp"

#include "core/base/units.hpp"
#include "ui-cli/cli/reports/get_report.hpp"
#include "ui-cli/cli/reports/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

namespace shoal::cli {
namespace {

using api::TorrentState;
using api::TorrentView;

std::string eta_text(TorrentView const& torrent) {
    auto const eta = torrent.wanted > torrent.done ? api::eta_seconds(torrent) : std::nullopt;
    return eta ? format_duration(std::chrono::seconds{*eta}) : std::string{};
}

std::string ratio_text(TorrentView const& torrent) {
    auto const ratio = api::ratio(torrent);
    return ratio ? fmt::format("{:.2f}", *ratio) : std::string{};
}

/// Of a magnet, as soon as its metadata has a size, that: "9/12".
std::string done_text(TorrentView const& torrent) {
    if (torrent.state == TorrentState::metadata && torrent.metadata_pieces > 0)
        return fmt::format("{}/{}", torrent.metadata_done, torrent.metadata_pieces);
    return percent(fraction_done(torrent));
}

/// For people the reason of an error stands behind the name; a program takes the name as it is.
std::vector<std::string> cells(TorrentView const& torrent, bool is_for_people) {
    auto name = torrent.name.empty() ? api::display(torrent.info_hash) : torrent.name;
    if (is_for_people && !torrent.error.empty())
        name += ": " + torrent.error;
    return {std::to_string(torrent.id),
            done_text(torrent),
            size_cell(torrent.size),
            rate_cell(torrent.down_rate),
            rate_cell(torrent.up_rate),
            eta_text(torrent),
            ratio_text(torrent),
            count_cell(torrent.peers),
            std::string{api::to_string(torrent.state)},
            torrent.label,
            std::move(name)};
}

using Less = bool (*)(TorrentView const&, TorrentView const&);

template <auto value>
bool ascending(TorrentView const& a, TorrentView const& b) {
    return std::invoke(value, a) < std::invoke(value, b);
}

template <auto value>
bool descending(TorrentView const& a, TorrentView const& b) {
    return std::invoke(value, b) < std::invoke(value, a);
}

std::string_view state_name(TorrentView const& torrent) {
    return api::to_string(torrent.state);
}

/// What stands still comes after all that moves.
std::int64_t eta_rank(TorrentView const& torrent) {
    auto const eta = torrent.wanted > torrent.done ? api::eta_seconds(torrent) : std::nullopt;
    return eta.value_or(std::numeric_limits<std::int64_t>::max());
}

std::map<std::string, Less> const& orders() {
    static std::map<std::string, Less> const table{
        {"id", ascending<&TorrentView::id>},
        {"name", ascending<&TorrentView::name>},
        {"done", descending<fraction_done>},
        {"size", descending<&TorrentView::size>},
        {"down", descending<&TorrentView::down_rate>},
        {"up", descending<&TorrentView::up_rate>},
        {"eta", ascending<eta_rank>},
        {"ratio", descending<api::ratio>},
        {"peers", descending<&TorrentView::peers>},
        {"seeds", descending<&TorrentView::seeds>},
        {"state", ascending<state_name>},
        {"label", ascending<&TorrentView::label>},
        {"added", descending<&TorrentView::added>},
    };
    return table;
}

} // namespace

std::vector<std::string> const& sort_fields() {
    static std::vector<std::string> const fields = [] {
        std::vector<std::string> names;
        for (auto const& order : orders())
            names.push_back(order.first);
        return names;
    }();
    return fields;
}

void sort_torrents(TorrentViews& torrents, std::string const& field, bool is_reversed) {
    auto const less = orders().at(field);
    std::ranges::stable_sort(torrents, [&](auto const& a, auto const& b) {
        return is_reversed ? less(*b, *a) : less(*a, *b);
    });
}

std::vector<std::string> list_lines(TorrentViews const& torrents, std::optional<int> width) {
    // The name is last: whatever it is made of, it cannot push the others out of line.
    Table table{{{"ID", Align::right},
                 {"DONE", Align::right},
                 {"SIZE", Align::right, 4},
                 {"DOWN", Align::right, 1},
                 {"UP", Align::right, 1},
                 {"ETA", Align::right, 2},
                 {"RATIO", Align::right, 5},
                 {"PEERS", Align::right, 3},
                 {"STATE", Align::left},
                 {"LABEL", Align::left, 6},
                 {"NAME", Align::left}}};
    for (auto const& torrent : torrents)
        table.add(cells(*torrent, width.has_value()));
    return table.lines(width);
}

std::string list_summary(TorrentViews const& torrents) {
    std::map<TorrentState, int> states;
    std::int64_t down = 0;
    std::int64_t up = 0;
    for (auto const& torrent : torrents) {
        ++states[torrent->state];
        down += torrent->down_rate;
        up += torrent->up_rate;
    }
    std::string counts;
    for (auto const& [state, count] : states)
        counts += fmt::format("{}{} {}", counts.empty() ? ": " : ", ", count, to_string(state));
    return fmt::format("{} torrent{}{}; down {}, up {}", torrents.size(),
                       torrents.size() == 1 ? "" : "s", counts, format_rate(down), format_rate(up));
}

} // namespace shoal::cli
