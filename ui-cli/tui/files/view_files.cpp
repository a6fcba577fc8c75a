#include "core/base/units.hpp"
#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/files/file_actions.hpp"
#include "ui-cli/tui/files/file_marks.hpp"
#include "ui-cli/tui/pieces/piece_signs.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int bar_width = 12;
constexpr int size_column = 5;

struct Places {
    int bar = -1; ///< not shown
    int percent = 0;
    int copies = -1;
    int name = 0;
};

/// PRIO SIZE DONE AVAIL NAME
Places places(int columns) {
    Places at;
    at.bar = columns >= 72 ? 14 : -1;
    at.percent = at.bar > 0 ? at.bar + bar_width : 12;
    at.copies = columns >= 50 ? at.percent + 6 : -1;
    at.name = at.copies > 0 ? at.copies + 7 : at.percent + 6;
    return at;
}

/// "[H]", "[ ]" for what is skipped, "[±]" for a folder of several.
std::string priority_text(Canvas const& canvas, FileRow const& row) {
    auto const letter = !row.priority                               ? canvas.sign("±", "~")
                        : row.priority == api::FilePriority::skip   ? " "
                        : row.priority == api::FilePriority::low    ? "L"
                        : row.priority == api::FilePriority::normal ? "N"
                                                                    : "H";
    return fmt::format("[{}]", letter);
}

Role priority_role(FileRow const& row) {
    if (row.priority == api::FilePriority::skip)
        return Role::dim;
    return row.priority == api::FilePriority::high ? Role::strong : Role::text;
}

std::string name_text(Canvas const& canvas, FileRow const& row) {
    std::string const indent(static_cast<std::size_t>(row.depth) * 2, ' ');
    if (!row.is_folder)
        return indent + "  " + row.name;
    auto const sign = row.is_folded ? canvas.sign("▸", "+") : canvas.sign("▾", "-");
    bool const is_skipped = row.priority == api::FilePriority::skip;
    auto const inside = row.is_folded ? fmt::format("   {}{}", counted(row.files.size(), "file"),
                                                    is_skipped ? ", skipped" : "")
                                      : "";
    return fmt::format("{}{} {}/{}", indent, sign, row.name, inside);
}

/// "1!": nobody else has it.
void draw_copies(Canvas& canvas, term::Place at, FileRow const& row) {
    if (!row.least || at.column < 0)
        return;
    cell(canvas, at, 4, std::to_string(*row.least), Align::right, copies_role(*row.least));
    if (*row.least <= 1)
        canvas.frame.text({at.row, at.column + 4}, "!", copies_role(*row.least));
}

/// Where the pieces are that only one has, in full and short; nothing where that goes for half of
/// the torrent.
std::vector<std::string> single_notes(FileRow const& row, std::size_t single, std::size_t pieces) {
    if (row.single == 0 || single * 2 > pieces || (row.is_folder && !row.is_folded))
        return {};
    auto const words = single == 1 ? "single-source piece is" : "single-source pieces are";
    return {row.single >= single ? fmt::format("the {} {} here", single, words)
                                 : counted(row.single, "single-source piece"),
            counted(row.single, "single-source piece"), fmt::format("{} single", row.single)};
}

/// "← the 214 single-source pieces are here", where there is room.
void draw_note(Canvas& canvas, term::Place at, std::vector<std::string> const& notes) {
    for (auto const& note : notes) {
        auto const text = fmt::format("{} {}", canvas.sign("←", "<-"), note);
        if (at.column + 3 + term::display_width(text) >= canvas.columns())
            continue;
        canvas.frame.text({at.row, at.column + 3}, text, Role::warn);
        return;
    }
}

void draw_row(Canvas& canvas, int line, FileRow const& row, std::vector<std::string> const& notes) {
    auto const at = places(canvas.columns());
    auto const share =
        row.size > 0 ? static_cast<double>(row.done) / static_cast<double>(row.size) : 1;
    bool const marks = is_marked(canvas.state.detail, row);
    auto const role = marks ? Role::marked : priority_role(row);
    canvas.frame.text({line, 1}, marks ? "*" : " ", Role::marked);
    canvas.frame.text({line, 2}, priority_text(canvas, row), role);
    cell(canvas, {line, size_column}, 7, short_size(row.size), Align::right, role);
    if (at.bar > 0)
        canvas.frame.text({line, at.bar}, bar(share, bar_width, canvas.caps.charset), Role::down);
    auto const done = row.size > 0 ? percent(row.done, row.size) : 100;
    cell(canvas, {line, at.percent}, 5, fmt::format("{}%", done), Align::right, role);
    draw_copies(canvas, {line, at.copies}, row);
    auto const used = canvas.frame.label({line, at.name}, name_text(canvas, row), role,
                                         canvas.columns() - at.name);
    draw_note(canvas, {line, at.name + used}, notes);
}

/// "wanted 39.0 of 48.2 GiB".
std::string wanted_text(std::vector<FileRow> const& rows) {
    std::int64_t wanted = 0;
    std::int64_t size = 0;
    for (auto const& row : rows) {
        wanted += row.depth == 0 ? row.wanted : 0;
        size += row.depth == 0 ? row.size : 0;
    }
    return fmt::format("wanted {} of {}", format_size(wanted), format_size(size));
}

/// "marked 3   wanted 39.0 of 48.2 GiB   sort path", beside the tabs and the heads.
void draw_summary(Canvas& canvas, int line, std::vector<FileRow> const& rows) {
    auto const& detail = canvas.state.detail;
    auto const marked =
        detail.marked.empty() ? std::string{} : fmt::format("marked {}   ", detail.marked.size());
    auto const sort = fmt::format("sort {}{}", to_string(detail.order.key),
                                  detail.order.inverted ? ", inverted" : "");
    auto const wanted = wanted_text(rows);
    if (beside(canvas, line - 1, {fmt::format("{}{}   {}", marked, wanted, sort)}))
        return;
    beside(canvas, line - 1, {marked + sort, sort});
    beside(canvas, line, {wanted});
}

void draw_heads(Canvas& canvas, int line, std::vector<FileRow> const& rows) {
    auto const at = places(canvas.columns());
    canvas.frame.text({line, 1}, "PRIO", Role::dim);
    canvas.frame.text_before({line, size_column + 7}, "SIZE", Role::dim);
    if (at.bar > 0)
        canvas.frame.text({line, at.bar}, "DONE", Role::dim);
    if (at.copies > 0)
        canvas.frame.text_before({line, at.copies + 5}, "AVAIL", Role::dim);
    canvas.frame.text({line, at.name}, "NAME", Role::dim);
    draw_summary(canvas, line, rows);
}

std::size_t single_pieces(Details const& details) {
    return details.pieces ? copies_histogram(*details.pieces)[copy_class(1)] : 0;
}

} // namespace

void draw_files(Canvas& canvas) {
    auto const& details = canvas.model.details;
    auto const body = body_area(canvas.size());
    if (!details.files)
        return draw_waiting(canvas, body.top);
    auto const rows = shown_files(canvas.state, canvas.model);
    auto const area = files_area(canvas.size());
    auto const& scroll = canvas.state.detail.files;
    auto const single = single_pieces(details);
    auto const pieces = details.pieces ? details.pieces->have.size() : 0;
    draw_heads(canvas, body.top, rows);
    for (int i = 0; i < area.rows; ++i) {
        auto const index = scroll.top + static_cast<std::size_t>(i);
        if (index >= rows.size())
            return;
        int const line = area.top + i;
        canvas.frame.clickable({line, 0}, canvas.columns(), "Row", index);
        draw_row(canvas, line, rows[index], single_notes(rows[index], single, pieces));
        if (index == scroll.cursor)
            draw_cursor(canvas, {line, 0}, canvas.columns());
    }
}

} // namespace shoal::tui
