#include "ui-cli/tui/files/file_actions.hpp"

#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/draw/layout.hpp"
#include "ui-cli/tui/files/file_marks.hpp"
#include "ui-cli/tui/files/file_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace shoal::tui {
namespace {

using api::FilePriority;

FilePriority shifted(FilePriority priority, int by) {
    return static_cast<FilePriority>(
        std::clamp(static_cast<int>(priority) + by, 0, static_cast<int>(FilePriority::high)));
}

/// What the action makes of a priority; `any_wanted` of those that it is about.
std::optional<FilePriority> wanted_priority(Action action, FilePriority now, bool any_wanted) {
    switch (action) {
    case Action::raise:
        return shifted(now, 1);
    case Action::lower:
        return shifted(now, -1);
    case Action::toggle_wanted:
        return any_wanted ? FilePriority::skip : FilePriority::normal;
    case Action::skip:
        return FilePriority::skip;
    case Action::low:
        return FilePriority::low;
    case Action::normal:
        return FilePriority::normal;
    case Action::high:
        return FilePriority::high;
    default:
        return std::nullopt;
    }
}

void request(Effects& effects, api::TorrentId id, std::vector<std::size_t> files,
             FilePriority priority, std::string const& whose, std::string const& name) {
    effects.requests.push_back({api::SetFiles{id, std::move(files), priority},
                                "setting the priority of " + whose,
                                name + ": " + std::string{priority_word(priority)}});
}

/// A folder of several counts as normal.
void set_row(Effects& effects, Action action, api::TorrentId id, FileRow const& row) {
    auto const priority =
        wanted_priority(action, row.priority.value_or(FilePriority::normal), row.wanted > 0);
    if (priority && priority != row.priority)
        request(effects, id, row.files, *priority, row.path, row.name);
}

/// Each from where it is; those that become the same go together.
void set_marked(Effects& effects, Action action, DetailState const& detail,
                std::vector<api::FileView> const& files) {
    std::map<FilePriority, std::vector<std::size_t>> next;
    bool const any_wanted = std::ranges::any_of(detail.marked, [&](std::size_t file) {
        return files[file].priority != FilePriority::skip;
    });
    for (auto const file : detail.marked)
        if (auto const priority = wanted_priority(action, files[file].priority, any_wanted);
            priority && priority != files[file].priority)
            next[*priority].push_back(file);
    for (auto const& [priority, which] : next) {
        auto const words = counted(which.size(), "file");
        request(effects, detail.id, which, priority, words, words);
    }
}

void fold(DetailState& detail, FileRow const& row) {
    if (row.is_folder && detail.folded.erase(row.path) == 0)
        detail.folded.insert(row.path);
}

void show_pieces_of(DetailState& detail, Details const& details, FileRow const& row) {
    if (row.is_folder || !details.pieces)
        return;
    auto const piece = first_piece(*details.files, row.files.front(), details.pieces->piece_size);
    if (!piece)
        return;
    detail.piece = *piece;
    detail.tab = Tab::pieces;
}

void sort_on(FileOrder& order, int by) {
    auto const next = (static_cast<int>(order.key) + file_sort_count + by) % file_sort_count;
    order = {static_cast<FileSort>(next), false};
}

/// What concerns the tree itself.
void arrange(DetailState& detail, Action action, Details const& details, FileRow const& row) {
    switch (action) {
    case Action::fold:
        fold(detail, row);
        return show_pieces_of(detail, details, row);
    case Action::fold_all:
        detail.folded = toggle_all(*details.files, detail.folded);
        return;
    case Action::next_sort:
        return sort_on(detail.order, 1);
    case Action::previous_sort:
        return sort_on(detail.order, -1);
    case Action::invert_sort:
        detail.order.inverted = !detail.order.inverted;
        return;
    default:
        return;
    }
}

std::vector<FileCopies> copies_in(Details const& details) {
    return details.pieces ? copies_by_file(*details.files, *details.pieces)
                          : std::vector<FileCopies>{};
}

/// Empty: it lies in no folder.
std::string parent_of(std::string const& path) {
    auto const end = path.rfind('/');
    return end == std::string::npos ? std::string{} : path.substr(0, end);
}

/// To where its file is now; folded away, its folder.
void follow_file(DetailState& detail, std::vector<FileRow> const& rows) {
    auto found = rows.end();
    for (auto path = detail.file; found == rows.end() && !path.empty(); path = parent_of(path))
        found = std::ranges::find(rows, path, &FileRow::path);
    if (found == rows.end())
        return;
    detail.files.cursor = static_cast<std::size_t>(found - rows.begin());
    detail.file = found->path;
}

} // namespace

std::vector<FileRow> shown_files(ViewState const& state, Model const& model) {
    auto const& details = model.details;
    if (!details.files)
        return {};
    return file_rows(*details.files, state.detail.folded, state.detail.order, copies_in(details));
}

std::vector<FileRow> all_files(ViewState const& state, Model const& model) {
    auto const& details = model.details;
    if (!details.files)
        return {};
    return open_file_rows(*details.files, state.detail.order, copies_in(details));
}

void keep_on_file(ViewState& state, Model const& model) {
    auto& detail = state.detail;
    auto const rows = shown_files(state, model);
    follow_file(detail, rows);
    keep_within(detail.files, rows.size(), static_cast<std::size_t>(files_area(state.size).rows));
    if (detail.file.empty() && !rows.empty())
        detail.file = rows[detail.files.cursor].path;
}

void act_on_files(ViewState& state, Effects& effects, Action action, Model const& model) {
    auto& detail = state.detail;
    auto const rows = shown_files(state, model);
    if (detail.files.cursor >= rows.size())
        return;
    auto const& row = rows[detail.files.cursor];
    if (action == Action::rename_file && !row.is_folder)
        open_command_line(state.command,
                          fmt::format("rename --file {} {} ", row.files.front(), detail.id));
    arrange(detail, action, model.details, row);
    change_file_marks(detail, action, rows);
    auto const& files = *model.details.files;
    std::erase_if(detail.marked, [&](std::size_t file) { return file >= files.size(); });
    if (detail.marked.empty())
        set_row(effects, action, detail.id, row);
    else
        set_marked(effects, action, detail, files);
}

} // namespace shoal::tui
