#include "core/base/units.hpp"
#include "ui-cli/tui/file_tree.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int bar_width = 10;

struct Places {
    int size = 0;
    int bar = -1; ///< not shown
    int percent = 0;
    int name = 0;
};

/// PRIO SIZE DONE % NAME
Places places(int columns) {
    Places at;
    at.size = 8;
    at.bar = columns >= 60 ? 16 : -1;
    at.percent = at.bar > 0 ? at.bar + bar_width + 1 : 15;
    at.name = at.percent + 6;
    return at;
}

std::string priority_text(FileRow const& row) {
    return row.priority ? std::string{priority_word(*row.priority)} : "mixed";
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
    auto const inside =
        row.is_folded ? fmt::format("   {}", counted(row.files.size(), "file")) : "";
    return fmt::format("{}{} {}/{}", indent, sign, row.name, inside);
}

void draw_row(Canvas& canvas, int line, FileRow const& row, bool is_selected) {
    auto const at = places(canvas.columns());
    auto const share =
        row.size > 0 ? static_cast<double>(row.done) / static_cast<double>(row.size) : 1;
    auto const role = priority_role(row);
    canvas.frame.text({line, 1}, priority_text(row), role);
    cell(canvas, {line, at.size}, 6, short_size(row.size), Align::right, role);
    if (at.bar > 0)
        canvas.frame.text({line, at.bar}, bar(share, bar_width, canvas.caps.charset), Role::down);
    auto const done = row.size > 0 ? percent(row.done, row.size) : 100;
    cell(canvas, {line, at.percent}, 4, fmt::format("{}%", done), Align::right, role);
    canvas.frame.label({line, at.name}, name_text(canvas, row), role, canvas.columns() - at.name);
    if (is_selected) {
        canvas.frame.text({line, 0}, ">", Role::selected);
        canvas.frame.restyle({line, 0}, canvas.columns(), Role::selected);
    }
}

void draw_heads(Canvas& canvas, int line, std::vector<FileRow> const& rows) {
    auto const at = places(canvas.columns());
    canvas.frame.text({line, 1}, "PRIO", Role::dim);
    canvas.frame.text({line, at.size + 2}, "SIZE", Role::dim);
    if (at.bar > 0)
        canvas.frame.text({line, at.bar}, "DONE", Role::dim);
    canvas.frame.text({line, at.name}, "NAME", Role::dim);
    std::int64_t wanted = 0;
    std::int64_t size = 0;
    for (auto const& row : rows) {
        wanted += row.depth == 0 ? row.wanted : 0;
        size += row.depth == 0 ? row.size : 0;
    }
    if (canvas.columns() >= 60)
        canvas.frame.text_before(
            {line, canvas.columns() - 1},
            fmt::format("wanted {} of {}", format_size(wanted), format_size(size)), Role::dim);
}

} // namespace

void draw_files(Canvas& canvas) {
    auto const& details = canvas.model.details;
    auto const body = body_area(canvas.size());
    if (!details.files)
        return draw_waiting(canvas, body.top);
    auto const rows = file_rows(*details.files, canvas.state.detail.folded);
    auto const area = files_area(canvas.size());
    auto const& scroll = canvas.state.detail.files;
    draw_heads(canvas, body.top, rows);
    for (int i = 0; i < area.rows; ++i) {
        auto const index = scroll.top + static_cast<std::size_t>(i);
        if (index < rows.size()) {
            canvas.frame.clickable({area.top + i, 0}, canvas.columns(), "Row", index);
            draw_row(canvas, area.top + i, rows[index], index == scroll.cursor);
        }
    }
}

} // namespace shoal::tui
