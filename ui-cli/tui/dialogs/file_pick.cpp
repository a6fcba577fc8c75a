#include "ui-cli/tui/dialogs/file_pick.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

using api::FilePriority;

bool is_same(std::vector<api::FileView> const& a, std::vector<api::FileView> const& b) {
    return std::ranges::equal(a, b, [](auto const& one, auto const& other) {
        return one.path == other.path && one.size == other.size;
    });
}

void toggle(FilePick& pick, FileRow const& row) {
    auto const then = row.wanted > 0 || (row.size == 0 && row.priority != FilePriority::skip)
                          ? FilePriority::skip
                          : FilePriority::normal;
    for (auto const i : row.files)
        pick.files[i].priority = then;
}

/// All, or none once all are wanted.
void toggle_all(FilePick& pick) {
    bool const has_all = wanted_of(pick) == size_of(pick);
    for (auto& file : pick.files)
        file.priority = has_all ? FilePriority::skip : FilePriority::normal;
}

} // namespace

void offer(FilePick& pick, std::vector<api::FileView> const& files) {
    FilePick next;
    for (std::size_t i = 0; i < files.size(); ++i)
        if (!files[i].is_pad) {
            next.files.push_back(files[i]);
            next.files.back().priority = FilePriority::normal;
            next.indices.push_back(i);
        }
    if (!is_same(next.files, pick.files))
        pick = std::move(next);
}

std::vector<FileRow> rows_of(FilePick const& pick) {
    return file_rows(pick.files, pick.folded);
}

std::int64_t size_of(FilePick const& pick) {
    std::int64_t sum = 0;
    for (auto const& file : pick.files)
        sum += file.size;
    return sum;
}

std::int64_t wanted_of(FilePick const& pick) {
    std::int64_t sum = 0;
    for (auto const& file : pick.files)
        sum += file.priority == FilePriority::skip ? 0 : file.size;
    return sum;
}

std::map<std::size_t, FilePriority> priorities_of(FilePick const& pick) {
    std::map<std::size_t, FilePriority> chosen;
    for (std::size_t i = 0; i < pick.files.size(); ++i)
        if (pick.files[i].priority != FilePriority::normal)
            chosen[pick.indices[i]] = pick.files[i].priority;
    return chosen;
}

void pick_key(FilePick& pick, std::string const& key, int page) {
    auto const rows = rows_of(pick);
    if (key == "Enter" || key == "Esc" || key == "^C" || key == "q" || rows.empty()) {
        pick.is_open = false;
        return;
    }
    auto const& row = rows[std::min(pick.scroll.cursor, rows.size() - 1)];
    bool const folds = key == "l" || key == "h" || key == "Right" || key == "Left";
    if (key == " " || key == "x")
        toggle(pick, row);
    else if (key == "A" || key == "*")
        toggle_all(pick);
    else if (folds && row.is_folder && pick.folded.erase(row.path) == 0)
        pick.folded.insert(row.path);
    move(pick.scroll, distance_of(key, page), rows.size());
    keep_within(pick.scroll, rows.size(), static_cast<std::size_t>(page));
}

} // namespace shoal::tui
