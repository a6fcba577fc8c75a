#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/model/standing.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using term::Role;

struct TabName {
    Tab tab;
    Action action;
    std::string_view name;
};

constexpr std::array tabs{
    TabName{Tab::overview, Action::show_overview, "Overview"},
    TabName{Tab::pieces, Action::show_pieces, "Pieces"},
    TabName{Tab::peers, Action::show_peers, "Peers"},
    TabName{Tab::trackers, Action::show_trackers, "Sources"},
    TabName{Tab::files, Action::show_files, "Files"},
};

/// Trackers and web seeds, and the other ways by which peers were found.
std::int64_t sources_of(api::TorrentView const& torrent) {
    return torrent.named_sources + std::ranges::count_if(torrent.sources, [](auto const& source) {
               return source.first != "tracker" && source.second > 0;
           });
}

/// How many there are behind a tab: "6/9" peers are those connected, and known; empty: not known.
std::string count_text(Tab tab, api::TorrentView const& torrent) {
    auto const counted_as = [](std::int64_t count) {
        return count > 0 ? fmt::format(" {}", count) : std::string{};
    };
    switch (tab) {
    case Tab::peers:
        return torrent.known_peers > torrent.peers
                   ? fmt::format(" {}/{}", torrent.peers, torrent.known_peers)
                   : counted_as(torrent.peers);
    case Tab::trackers:
        return counted_as(sources_of(torrent));
    case Tab::files:
        return counted_as(torrent.files);
    default:
        return {};
    }
}

// Columns from which all tabs are named, and from which all tell what is behind them.
constexpr int names_from = 64;
constexpr int counts_from = 100;

/// Peers and pieces have more to say beside the tabs, which leave them the room.
bool names_only_shown(int columns, Tab shown) {
    bool const says_more = shown == Tab::peers || shown == Tab::pieces;
    return columns < names_from || (columns < counts_from && says_more);
}

void draw_tabs(Canvas& canvas, int row, api::TorrentView const& torrent) {
    auto const shown = canvas.state.detail.tab;
    bool const is_narrow = names_only_shown(canvas.columns(), shown);
    int column = 1;
    for (auto const& [tab, action, name] : tabs) {
        bool const is_shown = shown == tab;
        bool const counts = canvas.columns() >= (is_narrow && is_shown ? names_from : counts_from);
        auto const key = key_for(action, scope_of(canvas.state), canvas.state.keymap);
        auto text = std::string{is_narrow && !is_shown ? "" : name};
        if (counts)
            text += count_text(tab, torrent);
        column += draw_tab(canvas, {row, column}, key, text, is_shown) + (is_narrow ? 0 : 1);
    }
}

/// Where it stands in the list: "2 of 12"; empty when a filter hides it there.
std::string place_text(Canvas const& canvas, api::TorrentView const& torrent) {
    auto const shown = shown_torrents(canvas.state, canvas.model);
    auto const found = std::ranges::find(shown, torrent.id, [](auto const& t) { return t->id; });
    return found == shown.end()
               ? std::string{}
               : fmt::format("  {} of {}", found - shown.begin() + 1, shown.size());
}

/// What the title tells of it, the most first.
std::vector<std::string> tallies(Canvas const& canvas, api::TorrentView const& torrent) {
    auto const done = fmt::format("{} %", percent(torrent.done, torrent.wanted));
    auto const rates =
        fmt::format("{}  {} {}/s  {} {}/s", done, canvas.down_sign(), short_size(torrent.down_rate),
                    canvas.up_sign(), short_size(torrent.up_rate));
    auto const place = place_text(canvas, torrent);
    auto const eta = api::eta_seconds(torrent);
    auto const ratio = api::ratio(torrent);
    bool const ends = torrent.state == api::TorrentState::downloading && eta;
    return {fmt::format("{}{}{}{}", rates, ends ? "  ETA " + short_time(*eta) : "",
                        ratio ? fmt::format("  ratio {:.2f}", *ratio) : "", place),
            rates + place, rates, done};
}

/// Of a long name two fifths of the line at least.
void draw_head(Canvas& canvas, api::TorrentView const& torrent) {
    int const columns = canvas.columns();
    canvas.frame.fill({0, 0}, columns, Role::bar);
    auto const name = term::sanitise(shown_name(torrent));
    int const least = std::min(term::display_width(name), columns * 2 / 5);
    auto const texts = tallies(canvas, torrent);
    auto fitting = std::ranges::find_if(texts, [&](std::string const& text) {
        return 1 + least + 2 + term::display_width(text) + 1 <= columns;
    });
    auto const& right = fitting == texts.end() ? texts.back() : *fitting;
    canvas.frame.label({0, 1}, name, Role::bar, columns - term::display_width(right) - 4);
    canvas.frame.text_before({0, columns - 1}, right, Role::bar);
}

} // namespace

void draw_detail(Canvas& canvas) {
    auto const torrent = api::find(*canvas.model.snapshot, canvas.state.detail.id);
    if (!torrent)
        return;
    draw_head(canvas, *torrent);
    draw_tabs(canvas, 1, *torrent);
    switch (canvas.state.detail.tab) {
    case Tab::overview:
        draw_overview(canvas, *torrent);
        break;
    case Tab::files:
        draw_files(canvas);
        break;
    case Tab::peers:
        draw_peers(canvas);
        break;
    case Tab::pieces:
        draw_pieces(canvas);
        break;
    case Tab::trackers:
        draw_trackers(canvas, *torrent);
        break;
    }
    key_bar(canvas, canvas.size().rows - 1);
}

} // namespace shoal::tui
