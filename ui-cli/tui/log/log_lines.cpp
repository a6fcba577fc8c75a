#include "ui-cli/tui/log/log_lines.hpp"

#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/tui/draw/format.hpp"

#include <fmt/format.h>

namespace shoal::tui {

using api::EventKind;

LogLevel level_of(api::Event const& event) {
    switch (event.kind) {
    case EventKind::error:
    case EventKind::warning:
    case EventKind::rule:
    case EventKind::swarm:
        return LogLevel::warn;
    case EventKind::complete:
    case EventKind::goal_reached:
    case EventKind::added:
    case EventKind::removed:
    case EventKind::note:
        return LogLevel::note;
    default:
        return LogLevel::info;
    }
}

std::string_view to_string(LogLevel level) {
    switch (level) {
    case LogLevel::info:
        return "info";
    case LogLevel::note:
        return "note";
    case LogLevel::warn:
        return "warn";
    }
    return "";
}

std::string_view level_word(api::Event const& event) {
    switch (event.kind) {
    case EventKind::error:
        return "ERROR";
    case EventKind::complete:
    case EventKind::goal_reached:
        return "DONE";
    default:
        break;
    }
    switch (level_of(event)) {
    case LogLevel::info:
        return "INFO";
    case LogLevel::note:
        return "NOTE";
    case LogLevel::warn:
        return "WARN";
    }
    return "";
}

std::string_view topic_of(api::Event const& event) {
    switch (event.kind) {
    case EventKind::swarm:
    case EventKind::recovery:
        return "swarm";
    case EventKind::choke:
        return "choke";
    case EventKind::note:
        return "you";
    case EventKind::rule:
        return "rule";
    case EventKind::listening:
        return "net";
    default:
        break;
    }
    if (event.where.find("://") != std::string::npos)
        return "source"; // a tracker or web seed
    if (event.where.starts_with('/'))
        return "disk";
    return event.id != 0 ? "torrent" : "session";
}

std::string words_of(api::Event const& event) {
    switch (event.kind) {
    case EventKind::warning:
    case EventKind::rule:
    case EventKind::error:
    case EventKind::swarm:
    case EventKind::recovery:
    case EventKind::note:
        return event.text;
    case EventKind::choke:
        return event.where.empty() ? event.text : event.where + " " + event.text;
    case EventKind::goal_reached:
        return "its seeding goal is reached";
    case EventKind::flushed:
        return "all of it is on the disk";
    case EventKind::metadata:
        return "its metadata is here: its name, files and hashes";
    case EventKind::complete:
        return "complete: every selected piece is verified";
    default:
        return event.text.empty() ? std::string{api::to_string(event.kind)}
                                  : fmt::format("{} {}", api::to_string(event.kind), event.text);
    }
}

std::string where_of(api::Event const& event) {
    bool const is_told =
        event.kind == EventKind::choke || words_of(event).find(event.where) != std::string::npos;
    return is_told ? "" : event.where;
}

std::string subject_of(api::Event const& event) {
    bool const is_users = event.kind == EventKind::note && event.name.empty();
    return is_users ? "you" : event.name;
}

bool is_about_pieces(api::Event const& event) {
    bool const tells_pieces =
        event.kind == EventKind::warning && event.text.find("piece") != std::string::npos;
    bool const tells_copies = event.kind == EventKind::swarm || event.kind == EventKind::recovery;
    return event.id != 0 && (tells_copies || tells_pieces);
}

std::string line_text(LogLine const& line) {
    auto const& event = line.event;
    auto const subject = subject_of(event);
    auto text = fmt::format("{} {} {}: {}", date_time(event.time), level_word(event),
                            subject.empty() ? "session" : subject, words_of(event));
    if (auto const where = where_of(event); !where.empty())
        text += ", " + where;
    return line.count > 1 ? fmt::format("{} (x{})", text, line.count) : text;
}

std::vector<LogLine const*> shown_lines(Model const& model, LogState const& log) {
    std::vector<LogLine const*> lines;
    for (auto const& line : model.log) {
        bool const is_level = level_of(line.event) >= log.level;
        bool const is_about = log.about == 0 || line.event.id == log.about;
        if (is_level && is_about)
            lines.push_back(&line);
    }
    return lines;
}

std::string log_text(Model const& model, LogState const& log) {
    std::string text;
    for (auto const* const line : shown_lines(model, log))
        text += term::sanitise(line_text(*line)) + "\n";
    return text;
}

} // namespace shoal::tui
