#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

using api::EventKind;
using term::Role;

struct Level {
    std::string_view word; ///< five columns
    Role role;
};

Level level_of(EventKind kind) {
    switch (kind) {
    case EventKind::error:
        return {"ERROR", Role::bad};
    case EventKind::warning:
    case EventKind::rule:
        return {"WARN", Role::warn};
    case EventKind::complete:
    case EventKind::goal_reached:
        return {"DONE", Role::good};
    default:
        return {"info", Role::dim};
    }
}

std::string words_of(api::Event const& event) {
    switch (event.kind) {
    case EventKind::warning:
    case EventKind::rule:
    case EventKind::error:
        return event.text;
    case EventKind::goal_reached:
        return "its seeding goal is reached";
    case EventKind::flushed:
        return "all of it is on the disk";
    case EventKind::complete:
        return "complete: every selected piece is verified";
    default:
        return event.text.empty() ? std::string{api::to_string(event.kind)}
                                  : fmt::format("{} {}", api::to_string(event.kind), event.text);
    }
}

void draw_line(Canvas& canvas, int row, LogLine const& line, bool is_selected) {
    auto const& event = line.event;
    auto const [word, role] = level_of(event.kind);
    Line text{canvas, {row, 1}, canvas.columns() - 2};
    text.add(clock_time(event.time) + " ", Role::dim).add(fmt::format("{:<6}", word), role);
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

} // namespace

void draw_log(Canvas& canvas) {
    auto const area = log_area(canvas.size());
    auto const& log = canvas.model.log;
    auto const& scroll = canvas.state.log.scroll;
    canvas.frame.text({1, 1}, fmt::format("LOG  {}", counted(log.size(), "line")), Role::strong);
    canvas.frame.text_before({1, canvas.columns() - 1},
                             canvas.state.log.follows ? "follows the newest" : "G follows again",
                             Role::dim);
    if (log.empty())
        canvas.frame.text({area.top, 1}, "Nothing has happened yet.", Role::dim);
    for (int i = 0; i < area.rows; ++i) {
        auto const index = scroll.top + static_cast<std::size_t>(i);
        if (index < log.size()) {
            canvas.frame.clickable({area.top + i, 0}, canvas.columns(), "Row", index);
            draw_line(canvas, area.top + i, log[index], index == scroll.cursor);
        }
    }
    if (scroll.cursor < log.size())
        draw_whole(canvas, area.top + area.rows, log_words_rows, log[scroll.cursor].event);
    key_bar(canvas, canvas.size().rows - 1);
}

} // namespace shoal::tui
