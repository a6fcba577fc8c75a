#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/standing.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using term::Role;

struct TabName {
    Tab tab;
    std::string_view key;
    std::string_view name;
};

constexpr std::array tabs{
    TabName{Tab::overview, "o", "Overview"}, TabName{Tab::files, "f", "Files"},
    TabName{Tab::peers, "e", "Peers"},       TabName{Tab::pieces, "c", "Pieces"},
    TabName{Tab::trackers, "t", "Sources"},
};

/// Narrow screens name only the tab that is shown.
void draw_tabs(Canvas& canvas, int row) {
    bool const is_narrow = canvas.columns() < 64;
    int column = 1;
    for (auto const& [tab, key, name] : tabs) {
        bool const is_shown = canvas.state.detail.tab == tab;
        auto const text =
            is_narrow && !is_shown ? std::string{key} : fmt::format("{} {}", key, name);
        canvas.frame.clickable({row, column}, static_cast<int>(text.size()) + 2, std::string{key});
        column += canvas.frame.text({row, column}, is_shown ? "[" + text + "]" : " " + text + " ",
                                    is_shown ? Role::strong : Role::dim);
        column += is_narrow ? 0 : 1;
    }
}

void draw_head(Canvas& canvas, api::TorrentView const& torrent) {
    auto& frame = canvas.frame;
    int const columns = canvas.columns();
    frame.fill({0, 0}, columns, Role::bar);
    auto const shown = shown_torrents(canvas.state, canvas.model);
    auto const found = std::ranges::find(shown, torrent.id, [](auto const& t) { return t->id; });
    auto right = fmt::format("{} %", percent(torrent.done, torrent.wanted));
    if (columns >= 60)
        right +=
            fmt::format("  {} {}/s  {} {}/s", canvas.down_sign(), short_size(torrent.down_rate),
                        canvas.up_sign(), short_size(torrent.up_rate));
    if (found != shown.end() && columns >= 76)
        right += fmt::format("  {} of {}", found - shown.begin() + 1, shown.size());
    // Signs are wider in bytes than on the screen, so this is room enough.
    frame.label({0, 1}, shown_name(torrent), Role::bar,
                columns - static_cast<int>(right.size()) - 2);
    frame.text_before({0, columns - 1}, right, Role::bar);
}

} // namespace

void draw_detail(Canvas& canvas) {
    auto const torrent = api::find(*canvas.model.snapshot, canvas.state.detail.id);
    if (!torrent)
        return;
    draw_head(canvas, *torrent);
    draw_tabs(canvas, 1);
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
