#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/log_lines.hpp"
#include "ui-cli/tui/standing.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <array>

namespace shoal::tui {
namespace {

using api::EventKind;
using term::Role;

Role role_of(EventKind kind) {
    switch (kind) {
    case EventKind::error:
        return Role::bad;
    case EventKind::warning:
    case EventKind::rule:
        return Role::warn;
    case EventKind::complete:
    case EventKind::goal_reached:
        return Role::good;
    default:
        return Role::dim;
    }
}

void draw_line(Canvas& canvas, int row, LogLine const& line, bool is_selected) {
    auto const& event = line.event;
    Line text{canvas, {row, 1}, canvas.columns() - 2};
    text.add(clock_time(event.time) + " ", Role::dim)
        .add(fmt::format("{:<6}", level_word(event.kind)), role_of(event.kind));
    if (!event.name.empty())
        text.add(event.name + "  ", Role::strong);
    text.add(words_of(event));
    if (!event.where.empty())
        text.add("  " + event.where, Role::dim);
    if (line.count > 1)
        text.add(fmt::format("  {}{}", canvas.sign("×", "x"), line.count), Role::dim);
    if (is_selected) {
        canvas.frame.text({row, 0}, ">", Role::selected);
        canvas.frame.restyle({row, 0}, canvas.columns(), Role::selected);
    }
}

/// What the selected line says in full, where the line itself has not the room.
void draw_whole(Canvas& canvas, int row, int rows, api::Event const& event) {
    auto const text = fmt::format("{}: {}{}{}", event.name.empty() ? "session" : event.name,
                                  words_of(event), event.where.empty() ? "" : ", ", event.where);
    auto const lines = wrapped(text, canvas.columns() - 2);
    for (int i = 0; i < rows && i < static_cast<int>(lines.size()); ++i)
        canvas.frame.text({row + i, 1}, lines[static_cast<std::size_t>(i)], Role::dim);
}

/// "LOG  5 lines  trouble  of archive-2019".
std::string head_of(Canvas const& canvas, std::size_t lines) {
    static constexpr std::array<std::string_view, log_level_count> levels{"", "  news and trouble",
                                                                          "  trouble"};
    auto const& log = canvas.state.log;
    auto text = fmt::format("LOG  {}{}", counted(lines, "line"),
                            levels.at(static_cast<std::size_t>(log.level)));
    if (auto const torrent = api::find(*canvas.model.snapshot, log.about))
        text += "  of " + shown_name(*torrent);
    return text;
}

} // namespace

void draw_log(Canvas& canvas) {
    auto const area = log_area(canvas.size());
    auto const lines = shown_lines(canvas.model, canvas.state.log);
    auto const& scroll = canvas.state.log.scroll;
    std::string_view const follows =
        canvas.state.log.follows ? "follows the newest" : "G follows again";
    canvas.frame.label({1, 1}, head_of(canvas, lines.size()), Role::strong,
                       canvas.columns() - static_cast<int>(follows.size()) - 4);
    canvas.frame.text_before({1, canvas.columns() - 1}, follows, Role::dim);
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
