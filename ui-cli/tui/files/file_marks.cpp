#include "ui-cli/tui/files/file_marks.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

void set_mark(DetailState& detail, FileRow const& row, bool is_to_be) {
    for (auto const file : row.files)
        if (is_to_be)
            detail.marked.insert(file);
        else
            detail.marked.erase(file);
}

/// Both ends included; without a beginning only the end.
void mark_range(DetailState& detail, std::vector<FileRow> const& rows) {
    auto const here = rows.begin() + static_cast<std::ptrdiff_t>(detail.files.cursor);
    auto const from = std::ranges::find_if(rows, [&](FileRow const& row) {
        return detail.anchor && row.files.front() == *detail.anchor;
    });
    auto const [first, last] = std::minmax(from == rows.end() ? here : from, here);
    for (auto row = first; row <= last; ++row)
        set_mark(detail, *row, true);
    detail.anchor = here->files.front();
}

/// Whatever is folded, all are meant.
void invert_marks(DetailState& detail, std::vector<FileRow> const& rows) {
    std::set<std::size_t> others;
    for (auto const& row : rows)
        for (auto const file : row.files)
            if (!detail.marked.contains(file))
                others.insert(file);
    detail.marked = std::move(others);
}

} // namespace

bool is_marked(DetailState const& detail, FileRow const& row) {
    return std::ranges::all_of(row.files,
                               [&](std::size_t file) { return detail.marked.contains(file); });
}

void change_file_marks(DetailState& detail, Action action, std::vector<FileRow> const& rows) {
    auto const& row = rows[detail.files.cursor];
    switch (action) {
    case Action::mark:
        set_mark(detail, row, !is_marked(detail, row));
        detail.anchor = row.files.front();
        move(detail.files, 1, rows.size());
        detail.file = rows[detail.files.cursor].path;
        return;
    case Action::mark_range:
        return mark_range(detail, rows);
    case Action::mark_all:
        for (auto const& one : rows)
            set_mark(detail, one, true);
        return;
    case Action::invert_marks:
        return invert_marks(detail, rows);
    default:
        return;
    }
}

} // namespace shoal::tui
