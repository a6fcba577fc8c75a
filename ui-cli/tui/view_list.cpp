#include "core/api/filter.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/standing.hpp"
#include "ui-cli/tui/view_health.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using api::TorrentView;
using term::Role;

constexpr int name_column = 4; // behind the cursor, the mark and the state's letter

// Of five seconds each.
constexpr int minute_steps = 12;

enum class Field { size, bar, percent, down, up, eta, peers, ratio, health, word, minute };

struct Column {
    Field field;
    std::string_view head;
    int width; ///< without the space before it
    int from;  ///< columns that the screen must have
    Align align;
    SortKey sort; ///< by which its head shows the order
};

// From the left; the name has what is left over. Narrow screens do without the ones of wide ones.
constexpr std::array columns{
    Column{Field::size, "SIZE", 6, 92, Align::right, SortKey::size},
    Column{Field::bar, "DONE", 8, 60, Align::left, SortKey::done},
    Column{Field::percent, "%", 3, 40, Align::right, SortKey::done},
    Column{Field::down, "DOWN", 6, 40, Align::right, SortKey::down},
    Column{Field::up, "UP", 6, 60, Align::right, SortKey::up},
    Column{Field::eta, "ETA", 5, 70, Align::right, SortKey::eta},
    Column{Field::peers, "PEERS", 6, 100, Align::right, SortKey::peers},
    Column{Field::ratio, "RATIO", 6, 108, Align::right, SortKey::ratio},
    Column{Field::health, "HLT", 4, 50, Align::right, SortKey::health},
    Column{Field::word, "WHY", 9, 96, Align::left, SortKey::state},
    Column{Field::minute, "LAST MIN", minute_steps, 76, Align::left, SortKey::added},
};

int name_width(int screen) {
    int width = screen - name_column;
    for (auto const& column : columns)
        width -= screen >= column.from ? column.width + 1 : 0;
    return width;
}

/// `draw(column, x)` for each that the screen has room for.
void each_column(int screen, auto const& draw) {
    int x = name_column + name_width(screen) + 1;
    for (auto const& column : columns) {
        if (screen < column.from)
            continue;
        draw(column, x);
        x += column.width + 1;
    }
}

std::string order_sign(Canvas const& canvas, SortKey key) {
    auto const& order = canvas.state.list.order;
    if (order.key != key)
        return {};
    return std::string{order.inverted ? canvas.sign("↑", "^") : canvas.sign("↓", "v")};
}

void draw_heads(Canvas& canvas, int row) {
    canvas.frame.fill({row, 0}, canvas.columns(), Role::dim);
    canvas.frame.text({row, 2}, "S", Role::dim);
    canvas.frame.clickable({row, name_column}, name_width(canvas.columns()), "Head",
                           static_cast<std::size_t>(SortKey::name));
    canvas.frame.text({row, name_column}, "NAME" + order_sign(canvas, SortKey::name), Role::dim);
    each_column(canvas.columns(), [&](Column const& column, int x) {
        canvas.frame.clickable({row, x}, column.width, "Head",
                               static_cast<std::size_t>(column.sort));
        bool const shows_order = column.field != Field::bar && column.field != Field::minute;
        auto const head =
            std::string{column.head} + (shows_order ? order_sign(canvas, column.sort) : "");
        cell(canvas, {row, x}, column.width, head, column.align, Role::dim);
    });
}

double done_share(TorrentView const& torrent) {
    if (torrent.state == api::TorrentState::checking)
        return torrent.checked;
    return torrent.wanted > 0
               ? static_cast<double>(torrent.done) / static_cast<double>(torrent.wanted)
               : 0;
}

std::string percent_text(TorrentView const& torrent) {
    if (torrent.state == api::TorrentState::checking)
        return fmt::format("{:.0f}", torrent.checked * 100);
    return torrent.wanted > 0 ? fmt::format("{}", percent(torrent.done, torrent.wanted)) : "--";
}

std::string eta_text(TorrentView const& torrent) {
    auto const eta = api::eta_seconds(torrent);
    bool const is_on_its_way = torrent.state == api::TorrentState::downloading && eta;
    return is_on_its_way ? short_time(*eta) : "";
}

std::string ratio_text(TorrentView const& torrent) {
    auto const ratio = api::ratio(torrent);
    return ratio ? fmt::format("{:.2f}", *ratio) : "";
}

/// What a torrent got in the last minute, or gave once it is complete.
std::string minute_text(Canvas const& canvas, TorrentView const& torrent, int width) {
    bool const seeds = torrent.state == api::TorrentState::complete;
    auto const all =
        seeds ? canvas.model.history.up(torrent.id) : canvas.model.history.down(torrent.id);
    return spark(all, width, newest_peak(all, width), canvas.caps.charset);
}

std::string field_text(Canvas const& canvas, TorrentView const& torrent, Column const& column) {
    switch (column.field) {
    case Field::size:
        return torrent.size > 0 ? short_size(torrent.size) : "?";
    case Field::bar:
        return bar(done_share(torrent), column.width, canvas.caps.charset);
    case Field::percent:
        return percent_text(torrent);
    case Field::down:
        return short_rate(torrent.down_rate);
    case Field::up:
        return short_rate(torrent.up_rate);
    case Field::eta:
        return eta_text(torrent);
    case Field::peers:
        return torrent.peers > 0 ? fmt::format("{}/{}", torrent.seeds, torrent.peers) : "";
    case Field::ratio:
        return ratio_text(torrent);
    case Field::health:
        return torrent.health ? std::to_string(*torrent.health) : "";
    case Field::word:
        return std::string{standing(torrent).word};
    case Field::minute:
        return minute_text(canvas, torrent, column.width);
    }
    return {};
}

/// As the words of core/health: dead or incomplete, at risk, fair and better.
Role health_role(int grade) {
    return grade < 20 ? Role::bad : grade < 50 ? Role::warn : Role::good;
}

Role field_role(TorrentView const& torrent, Field field) {
    switch (field) {
    case Field::down:
        return Role::down;
    case Field::up:
        return Role::up;
    case Field::bar:
        return torrent.state == api::TorrentState::complete ? Role::good : Role::down;
    case Field::health:
        return health_role(torrent.health.value_or(100));
    case Field::word:
        return standing(torrent).role;
    case Field::minute:
        return torrent.state == api::TorrentState::complete ? Role::up : Role::down;
    default:
        return Role::text;
    }
}

void draw_row(Canvas& canvas, int row, TorrentView const& torrent) {
    auto const& list = canvas.state.list;
    bool const is_marked = list.marks.contains(torrent.id);
    auto const how = standing(torrent);
    canvas.frame.text({row, 1}, is_marked ? "*" : " ", Role::marked);
    canvas.frame.text({row, 2}, std::string(1, how.letter), how.role);
    canvas.frame.label({row, name_column}, shown_name(torrent),
                       is_marked ? Role::marked : Role::text, name_width(canvas.columns()));
    each_column(canvas.columns(), [&](Column const& column, int x) {
        cell(canvas, {row, x}, column.width, field_text(canvas, torrent, column), column.align,
             field_role(torrent, column.field));
    });
    if (torrent.id != list.cursor)
        return;
    canvas.frame.text({row, 0}, ">", Role::selected);
    canvas.frame.restyle({row, 0}, canvas.columns(), Role::selected);
}

void draw_welcome(Canvas& canvas, Area body) {
    auto const text =
        canvas.model.is_starting ? std::string{"Starting."}
        : canvas.model.snapshot->torrents.empty()
            ? fmt::format("No torrents yet. Press {} to add one, or paste a magnet link.",
                          key_for(Action::add, list_scope, canvas.state.keymap))
            : "No torrent fits the filter. Esc clears it.";
    int row = body.top + std::min(1, body.rows - 1);
    for (auto const& line : wrapped(text, canvas.columns() - 8))
        canvas.frame.text({row++, name_column}, line, Role::dim);
}

void draw_graph(Canvas& canvas, int row, std::string_view sign,
                std::vector<std::int64_t> const& all, Role role) {
    constexpr int label_width = 14;
    int const width = canvas.columns() - label_width - 5;
    auto const peak = newest_peak(all, width);
    auto const label = fmt::format("peak {:>6}/s", short_size(peak));
    canvas.frame.text({row, 1}, sign, role);
    canvas.frame.text({row, 3}, spark(all, width, peak, canvas.caps.charset), role);
    canvas.frame.text_before({row, canvas.columns() - 1}, label, Role::dim);
}

void draw_graphs(Canvas& canvas, int rows) {
    auto const& history = canvas.model.history;
    auto const sum = total_rates(*canvas.model.snapshot);
    bool const is_giving = rows == 1 && sum.down == 0 && sum.up > 0;
    if (rows > 0 && !is_giving)
        draw_graph(canvas, 1, canvas.down_sign(), history.session_down(), Role::down);
    if (rows > 1 || is_giving)
        draw_graph(canvas, rows, canvas.up_sign(), history.session_up(), Role::up);
}

/// What is the matter with it, as far as the engine knows, else how it stands.
void draw_reason(Canvas& canvas, Area area, TorrentView const& torrent) {
    auto const how = standing(torrent);
    auto const reason = reason_in_words(canvas, torrent);
    auto const text = reason.empty() ? how.sentence : reason;
    int const width = canvas.columns() - 2;
    if (area.rows == 1) {
        canvas.frame.label({area.top, 1}, text, how.role, width);
        return;
    }
    auto const lines = wrapped(text, width);
    for (int i = 0; i < area.rows && i < static_cast<int>(lines.size()); ++i)
        canvas.frame.text({area.top + i, 1}, lines[static_cast<std::size_t>(i)], how.role);
}

/// The torrent at the cursor in words; on tall screens also the newest event.
void draw_pane(Canvas& canvas, Area pane) {
    auto const torrent = api::find(*canvas.model.snapshot, canvas.state.list.cursor);
    bool const is_tall = pane.rows > 2;
    if (is_tall)
        canvas.frame.fill({pane.top, 0}, canvas.columns(), Role::dim, canvas.sign("─", "-"));
    if (torrent && is_tall)
        Line{canvas, {pane.top + 1, 1}, canvas.columns() - 2}
            .add(shown_name(*torrent), Role::strong)
            .add("  " + counted(static_cast<std::size_t>(torrent->peers), "peer") + "  " +
                     torrent->dir,
                 Role::dim);
    if (torrent)
        draw_reason(canvas, is_tall ? Area{pane.top + 2, 2} : pane, *torrent);
    if (is_tall && !canvas.model.log.empty()) {
        auto const& event = canvas.model.log.back().event;
        Line{canvas, {pane.top + pane.rows - 1, 1}, canvas.columns() - 2}.add(
            fmt::format("{} {} {} {} {}", clock_time(event.time), api::to_string(event.kind),
                        event.name, event.text, event.where),
            Role::dim);
    }
}

/// What is wrong with the filter as far as it is typed, or how to leave it.
std::string filter_hint(Canvas const& canvas) {
    auto const filter = api::Filter::parse(canvas.state.list.filter.text);
    return filter ? "Enter keeps it, Esc clears" : filter.error().what;
}

void draw_filter_line(Canvas& canvas, int row) {
    auto const hint = filter_hint(canvas);
    int const used = canvas.frame.text({row, 0}, "Filter ", Role::key);
    int const room = canvas.columns() - used;
    int const width = room < 60 ? room : room / 2;
    draw_field(canvas.frame, {row, used}, width, canvas.state.list.filter, true);
    canvas.frame.label({row, used + width + 2}, hint, Role::dim, std::max(1, room - width - 2));
}

} // namespace

void draw_list(Canvas& canvas) {
    auto const layout = list_layout(canvas.size(), !canvas.state.list.hides_graph);
    auto const shown = shown_torrents(canvas.state, canvas.model);
    draw_graphs(canvas, layout.graph_rows);
    draw_heads(canvas, layout.head_row);
    if (shown.empty())
        draw_welcome(canvas, layout.body);
    auto const top = canvas.state.list.scroll.top;
    for (std::size_t i = 0; i < static_cast<std::size_t>(layout.body.rows); ++i) {
        if (top + i >= shown.size())
            break;
        int const row = layout.body.top + static_cast<int>(i);
        canvas.frame.clickable({row, 0}, canvas.columns(), "Row", top + i);
        draw_row(canvas, row, *shown[top + i]);
    }
    draw_pane(canvas, layout.pane);
    if (canvas.state.list.is_filtering)
        draw_filter_line(canvas, canvas.size().rows - 1);
    else
        key_bar(canvas, canvas.size().rows - 1);
}

} // namespace shoal::tui
