#include "ui-cli/tui/log_lines.hpp"

#include "ui-cli/tui/format.hpp"

#include <fmt/format.h>

namespace shoal::tui {

using api::EventKind;

LogLevel level_of(EventKind kind) {
    switch (kind) {
    case EventKind::error:
    case EventKind::warning:
    case EventKind::rule:
        return LogLevel::trouble;
    case EventKind::complete:
    case EventKind::goal_reached:
    case EventKind::added:
    case EventKind::removed:
        return LogLevel::news;
    default:
        return LogLevel::all;
    }
}

std::string_view level_word(EventKind kind) {
    switch (kind) {
    case EventKind::error:
        return "ERROR";
    case EventKind::warning:
    case EventKind::rule:
        return "WARN";
    case EventKind::complete:
    case EventKind::goal_reached:
        return "DONE";
    default:
        return "info";
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

std::string line_text(LogLine const& line) {
    auto const& event = line.event;
    auto text = fmt::format("{} {} {}: {}", date_time(event.time), level_word(event.kind),
                            event.name.empty() ? "session" : event.name, words_of(event));
    return event.where.empty() ? text : text + ", " + event.where;
}

std::vector<LogLine const*> shown_lines(Model const& model, LogState const& log) {
    std::vector<LogLine const*> lines;
    for (auto const& line : model.log) {
        bool const is_level = level_of(line.event.kind) >= log.level;
        bool const is_about = log.about == 0 || line.event.id == log.about;
        if (is_level && is_about)
            lines.push_back(&line);
    }
    return lines;
}

} // namespace shoal::tui
