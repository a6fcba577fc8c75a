#include "core/api/filter.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/list/view_list_parts.hpp"
#include "ui-cli/tui/list/worst.hpp"
#include "ui-cli/tui/model/standing.hpp"
#include "ui-cli/tui/overview/view_health.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using api::TorrentView;
using term::Role;

constexpr int name_column = 4; // behind the cursor, the mark and the state's letter

enum class Field { size, bar, percent, down, up, eta, peers, ratio, health, word, lately };

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
    Column{Field::bar, "DONE", 9, 60, Align::left, SortKey::done},
    Column{Field::percent, "%", 3, 40, Align::right, SortKey::done},
    Column{Field::down, "DOWN", 6, 40, Align::right, SortKey::down},
    Column{Field::up, "UP", 6, 60, Align::right, SortKey::up},
    Column{Field::eta, "ETA", 5, 70, Align::right, SortKey::eta},
    Column{Field::peers, "PEERS", 7, 100, Align::right, SortKey::peers},
    Column{Field::ratio, "RATIO", 6, 108, Align::right, SortKey::ratio},
    Column{Field::health, "HLT", 4, 50, Align::right, SortKey::health},
    Column{Field::word, "WHY", 9, 96, Align::left, SortKey::state},
    Column{Field::lately, "LAST 10 MIN", static_cast<int>(History::stretches), 76, Align::left,
           SortKey::added},
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
        bool const shows_order = column.field != Field::bar && column.field != Field::lately;
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

/// What a torrent got in the last ten minutes, or gave once it is complete.
std::string lately_text(Canvas const& canvas, TorrentView const& torrent, int width) {
    bool const seeds = torrent.state == api::TorrentState::complete;
    auto const all = seeds ? canvas.model.history.up_stretches(torrent.id)
                           : canvas.model.history.down_stretches(torrent.id);
    return spark(all, width, newest_peak(all, width), canvas.caps.charset);
}

/// "48/311": connected, and known.
std::string peers_text(TorrentView const& torrent, int width) {
    auto const connected = std::to_string(torrent.peers);
    if (torrent.known_peers > torrent.peers)
        return longest_fitting({fmt::format("{}/{}", connected, torrent.known_peers), connected},
                               width);
    return torrent.peers > 0 ? connected : "";
}

/// "9/12 meta": what of a magnet's metadata is here; empty: nobody told how much there is.
std::string metadata_text(TorrentView const& torrent, int width) {
    if (torrent.state != api::TorrentState::metadata || torrent.metadata_pieces == 0)
        return {};
    auto const share = fmt::format("{}/{}", torrent.metadata_done, torrent.metadata_pieces);
    return longest_fitting({share + " meta", share}, width);
}

/// With a sign for those who see no colours; the figures stay below each other.
std::string health_text(TorrentView const& torrent) {
    if (!torrent.health)
        return {};
    return fmt::format("{}{}", *torrent.health, is_at_risk(torrent) ? '!' : ' ');
}

std::string_view why_word(TorrentView const& torrent) {
    auto const word = standing(torrent).word;
    return word.empty() ? rarity_word(torrent) : word;
}

std::string field_text(Canvas const& canvas, TorrentView const& torrent, Column const& column) {
    switch (column.field) {
    case Field::size:
        return torrent.size > 0 ? short_size(torrent.size) : "?";
    case Field::bar:
        if (auto metadata = metadata_text(torrent, column.width); !metadata.empty())
            return metadata;
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
        return peers_text(torrent, column.width);
    case Field::ratio:
        return ratio_text(torrent);
    case Field::health:
        return health_text(torrent);
    case Field::word:
        return std::string{why_word(torrent)};
    case Field::lately:
        return lately_text(canvas, torrent, column.width);
    }
    return {};
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
        return standing(torrent).word.empty() ? Role::warn : standing(torrent).role;
    case Field::lately:
        return torrent.state == api::TorrentState::complete ? Role::up : Role::down;
    default:
        return Role::text;
    }
}

/// Between the state's letter and the name; nothing for most.
std::string_view priority_sign(Canvas const& canvas, api::Priority priority) {
    return priority == api::Priority::high  ? canvas.sign("↑", "+")
           : priority == api::Priority::low ? canvas.sign("↓", "-")
                                            : "";
}

void draw_row(Canvas& canvas, int row, TorrentView const& torrent) {
    auto const& list = canvas.state.list;
    bool const is_marked = list.marks.contains(torrent.id);
    auto const how = standing(torrent);
    canvas.frame.text({row, 1}, is_marked ? "*" : " ", Role::marked);
    canvas.frame.text({row, 2}, std::string(1, how.letter), how.role);
    canvas.frame.text({row, 3}, priority_sign(canvas, torrent.priority), Role::key);
    canvas.frame.label({row, name_column}, shown_name(torrent),
                       is_marked ? Role::marked : Role::text, name_width(canvas.columns()));
    each_column(canvas.columns(), [&](Column const& column, int x) {
        cell(canvas, {row, x}, column.width, field_text(canvas, torrent, column), column.align,
             field_role(torrent, column.field));
    });
    if (torrent.id != list.cursor)
        return;
    draw_cursor(canvas, {row, 0}, canvas.columns());
}

/// "── seeding: 6 ──────".
void draw_heading(Canvas& canvas, int row, Torrents const& shown, std::string_view group) {
    auto const grouping = canvas.state.list.order.grouping;
    auto const count = std::ranges::count_if(
        shown, [&](auto const& torrent) { return group_of(*torrent, grouping) == group; });
    canvas.frame.fill({row, 0}, canvas.columns(), Role::dim, canvas.sign("─", "-"));
    Line{canvas, {row, 2}, canvas.columns() - 4}
        .add(" ", Role::dim)
        .add(group, Role::strong)
        .add(fmt::format(": {} ", count), Role::dim);
}

void draw_welcome(Canvas& canvas, Area body) {
    auto const text =
        canvas.model.is_starting ? std::string{"Starting."}
        : canvas.model.snapshot->torrents.empty()
            ? fmt::format("No torrents yet. Press {} to add one, or paste a magnet link.",
                          key_for(Action::add, list_scope, canvas.state.keymap))
            : fmt::format("No torrent fits the filter. {} clears it.",
                          key_back(list_scope, canvas.state.keymap));
    int row = body.top + std::min(1, body.rows - 1);
    for (auto const& line : wrapped(text, canvas.columns() - 8))
        canvas.frame.text({row++, name_column}, line, Role::dim);
}

/// "[1 Torrents]  2 Net …        filter all   sort down ↓   every 1 s".
void draw_list_tabs(Canvas& canvas, int row) {
    auto const& list = canvas.state.list;
    auto const key = [&](Action action) {
        return std::string{key_for(action, list_scope, canvas.state.keymap)};
    };
    auto const filter = list.filter.text.empty() ? "all" : list.filter.text;
    auto const sort =
        fmt::format("sort {} {}", to_string(list.order.key), order_sign(canvas, list.order.key));
    static constexpr std::array<std::string_view, grouping_count> groups{"", "by state",
                                                                         "by label"};
    auto const group = groups.at(static_cast<std::size_t>(list.order.grouping));
    draw_screen_tabs(canvas, row);
    std::vector<RowWord> words{{"filter " + filter, key(Action::filter), Role::text},
                               {sort, key(Action::next_sort), Role::text}};
    if (!group.empty())
        words.push_back({std::string{group}, key(Action::group), Role::text});
    words.push_back({fmt::format("every {} s", refresh_period / 1s), "", Role::dim});
    draw_row_words(canvas, row, words);
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
    if (layout.tabs_row > 0)
        draw_list_tabs(canvas, layout.tabs_row);
    draw_list_graphs(canvas, {layout.tabs_row + 1, layout.graph_rows});
    draw_heads(canvas, layout.head_row);
    if (shown.empty())
        draw_welcome(canvas, layout.body);
    auto const top = canvas.state.list.scroll.top;
    auto const grouping = canvas.state.list.order.grouping;
    auto const end =
        top + fitting(shown, grouping, top, static_cast<std::size_t>(layout.body.rows));
    int row = layout.body.top;
    for (auto i = top; i < end; ++i) {
        bool const has_heading =
            i == top || group_of(*shown[i], grouping) != group_of(*shown[i - 1], grouping);
        if (grouping != Grouping::none && has_heading && layout.body.rows > 1)
            draw_heading(canvas, row++, shown, group_of(*shown[i], grouping));
        canvas.frame.clickable({row, 0}, canvas.columns(), "Row", i);
        draw_row(canvas, row++, *shown[i]);
    }
    draw_list_pane(canvas, layout.pane);
    if (canvas.state.list.is_filtering)
        draw_filter_line(canvas, canvas.size().rows - 1);
    else
        key_bar(canvas, canvas.size().rows - 1);
}

} // namespace shoal::tui
