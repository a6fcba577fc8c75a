#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/log/log_lines.hpp"
#include "ui-cli/tui/model/standing.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

using api::EventKind;
using term::Role;

Role role_of(api::Event const& event) {
    switch (event.kind) {
    case EventKind::error:
        return Role::bad;
    case EventKind::warning:
    case EventKind::rule:
    case EventKind::swarm:
        return Role::warn;
    case EventKind::note:
        return Role::key;
    case EventKind::complete:
    case EventKind::goal_reached:
        return Role::good;
    default:
        return Role::dim;
    }
}

constexpr int topics_from = 100; ///< columns

/// Where its key leads.
std::string way_on(Canvas const& canvas, api::Event const& event) {
    auto const key = key_for(Action::open_line, log_scope, canvas.state.keymap);
    if (key.empty() || !api::find(*canvas.model.snapshot, event.id))
        return {};
    return fmt::format("{} {} its {}", bracketed(key), canvas.sign("→", ">"),
                       is_about_pieces(event) ? "pieces" : "torrent");
}

void draw_line(Canvas& canvas, int row, LogLine const& line, bool is_selected) {
    auto const& event = line.event;
    Line text{canvas, {row, 1}, canvas.columns() - 2};
    text.add(clock_time(event.time) + " ", Role::dim)
        .add(fmt::format("{:<6}", level_word(event)), role_of(event));
    auto const topic = canvas.columns() >= topics_from ? topic_of(event) : std::string_view{};
    if (!topic.empty())
        text.add(fmt::format("{:<8}", topic), Role::dim);
    if (auto const subject = subject_of(event); !subject.empty() && subject != topic)
        text.add(subject + "  ", Role::strong);
    text.add(words_of(event));
    if (auto const where = where_of(event); !where.empty())
        text.add("  " + where, Role::dim);
    if (line.count > 1)
        text.add(fmt::format("  {}{}", canvas.sign("×", "x"), line.count), Role::dim);
    if (is_selected) {
        if (auto const hint = way_on(canvas, event);
            text.left() > static_cast<int>(hint.size()) + 2)
            canvas.frame.text_before({row, canvas.columns() - 1}, hint);
        draw_cursor(canvas, {row, 0}, canvas.columns());
    }
}

/// What the selected line says in full, where the line itself has not the room.
void draw_whole(Canvas& canvas, int row, int rows, api::Event const& event) {
    auto const subject = subject_of(event);
    auto const where = where_of(event);
    auto const text = fmt::format("{}: {}{}{}", subject.empty() ? "session" : subject,
                                  words_of(event), where.empty() ? "" : ", ", where);
    draw_wrapped(canvas, {row, rows}, 1, canvas.columns() - 2, text, Role::dim);
}

/// "level ≥ info [v]   scope all [s]   follow ON [F]   4 812 lines", what matters most first.
std::vector<RowWord> head_of(Canvas const& canvas, std::size_t lines) {
    auto const& log = canvas.state.log;
    auto const preset = canvas.state.keymap;
    auto const word = [&](std::string text, Action action) {
        std::string const key{key_for(action, log_scope, preset)};
        return RowWord{key.empty() ? text : text + " " + bracketed(key), key, Role::text};
    };
    auto const torrent = api::find(*canvas.model.snapshot, log.about);
    auto const about = torrent ? "this torrent" : log.about == 0 ? "all" : "one that is gone";
    return {word(log.follows ? "follow ON" : "follow off", Action::follow),
            word(fmt::format("level {} {}", canvas.sign("≥", ">="), to_string(log.level)),
                 Action::next_level),
            word(fmt::format("scope {}", about), Action::this_torrent),
            {counted(lines, "line"), "", Role::dim}};
}

} // namespace

void draw_log(Canvas& canvas) {
    auto const area = log_area(canvas.size());
    auto const lines = shown_lines(canvas.model, canvas.state.log);
    auto const& scroll = canvas.state.log.scroll;
    draw_screen_tabs(canvas, 1);
    draw_row_words(canvas, 1, head_of(canvas, lines.size()));
    if (lines.empty())
        canvas.frame.text({area.top, 1},
                          canvas.model.log.empty() ? "Nothing has happened yet."
                                                   : "Nothing of that kind has happened.",
                          Role::dim);
    for (int i = 0; i < area.rows; ++i) {
        auto const index = scroll.top + static_cast<std::size_t>(i);
        if (index < lines.size()) {
            canvas.frame.clickable({area.top + i, 0}, canvas.columns(), "Row", index);
            draw_line(canvas, area.top + i, *lines[index], index == scroll.cursor);
        }
    }
    if (scroll.cursor < lines.size())
        draw_whole(canvas, area.top + area.rows, log_words_rows, lines[scroll.cursor]->event);
    key_bar(canvas, canvas.size().rows - 1);
}

} // namespace shoal::tui
