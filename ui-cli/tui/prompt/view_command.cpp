#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int most_rows = 8;

/// A row each, above `bottom`, with what they are.
void draw_candidates(Canvas& canvas, int bottom) {
    auto const& candidates = canvas.state.command.candidates;
    int const rows = std::min({most_rows, static_cast<int>(candidates.size()), bottom - 1});
    int width = 0;
    for (auto const& candidate : candidates)
        width = std::max(width, term::display_width(term::sanitise(candidate.word)));
    for (int i = 0; i < rows; ++i) {
        int const row = bottom - rows + i;
        auto const& candidate = candidates[static_cast<std::size_t>(i)];
        canvas.frame.fill({row, 0}, canvas.columns(), Role::text);
        canvas.frame.text({row, 1}, candidate.word, Role::strong);
        canvas.frame.label({row, width + 3}, candidate.about, Role::dim,
                           std::max(1, canvas.columns() - width - 4));
    }
    auto const more = candidates.size() - static_cast<std::size_t>(rows);
    if (more > 0)
        canvas.frame.text_before({bottom - 1, canvas.columns() - 1}, fmt::format(" +{} ", more),
                                 Role::strong);
}

std::string_view hint(Canvas const& canvas) {
    auto const& line = canvas.state.command;
    if (!line.complaint.empty())
        return line.complaint;
    return line.field.text.empty() ? "a command, as behind shoal; Tab completes, Esc leaves"
                                   : "Enter runs it";
}

} // namespace

void draw_command_line(Canvas& canvas) {
    auto const& line = canvas.state.command;
    if (!line.is_open)
        return;
    int const row = canvas.size().rows - 1;
    auto const words = wrapped(hint(canvas), canvas.columns() - 2);
    auto const role = line.complaint.empty() ? Role::dim : Role::bad;
    int const words_rows = std::min(3, static_cast<int>(words.size()));
    if (!line.candidates.empty()) {
        draw_candidates(canvas, row);
    } else {
        int const above = row - words_rows;
        for (int i = 0; i < words_rows; ++i) {
            canvas.frame.fill({above + i, 0}, canvas.columns(), role);
            canvas.frame.text({above + i, 1}, words[static_cast<std::size_t>(i)], role);
        }
    }
    canvas.frame.fill({row, 0}, canvas.columns(), Role::text);
    canvas.frame.text({row, 0}, ":", Role::key);
    draw_field(canvas.frame, {row, 1}, canvas.columns() - 1, line.field, true);
}

std::size_t last_report_top(ViewState const& state, ReportDialog const& dialog) {
    auto const page = static_cast<std::size_t>(std::max(1, state.size.rows - 2));
    return dialog.lines.size() - std::min(dialog.lines.size(), page);
}

void draw_report(Canvas& canvas, ReportDialog const& dialog) {
    auto& frame = canvas.frame;
    int const columns = canvas.columns();
    frame.fill({0, 0}, columns, Role::bar);
    frame.label({0, 1}, dialog.title, Role::bar, columns - 2);
    auto const page = static_cast<std::size_t>(canvas.size().rows - 2);
    auto const top = std::min(dialog.top, last_report_top(canvas.state, dialog));
    for (std::size_t i = 0; i < page && top + i < dialog.lines.size(); ++i)
        frame.label({1 + static_cast<int>(i), 1}, dialog.lines[top + i], Role::text, columns - 2);
    draw_reading_keys(canvas, dialog.lines.size() > page);
    if (dialog.about != 0)
        frame.text_before({canvas.size().rows - 1, columns - 1}, "Enter opens the swarm",
                          Role::key);
}

} // namespace shoal::tui
