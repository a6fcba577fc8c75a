#include "ui-cli/tui/file_actions.hpp"

#include "ui-cli/tui/file_tree.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using api::FilePriority;

FilePriority shifted(FilePriority priority, int by) {
    return static_cast<FilePriority>(
        std::clamp(static_cast<int>(priority) + by, 0, static_cast<int>(FilePriority::high)));
}

/// What the action makes of the row's priority; a folder of several counts as normal.
std::optional<FilePriority> wanted_priority(Action action, FileRow const& row) {
    auto const now = row.priority.value_or(FilePriority::normal);
    switch (action) {
    case Action::raise:
        return shifted(now, 1);
    case Action::lower:
        return shifted(now, -1);
    case Action::toggle_wanted:
        return row.wanted > 0 ? FilePriority::skip : FilePriority::normal;
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

} // namespace

void act_on_files(ViewState& state, Effects& effects, Action action, Model const& model) {
    auto& detail = state.detail;
    if (!model.details.files)
        return;
    auto const rows = file_rows(*model.details.files, detail.folded);
    if (detail.files.cursor >= rows.size())
        return;
    auto const& row = rows[detail.files.cursor];
    if (action == Action::fold && row.is_folder && detail.folded.erase(row.path) == 0)
        detail.folded.insert(row.path);
    if (action == Action::rename_file && !row.is_folder)
        open_command_line(state.command,
                          fmt::format("rename --file {} {} ", row.files.front(), detail.id));
    auto const priority = wanted_priority(action, row);
    if (!priority || priority == row.priority)
        return;
    effects.requests.push_back({api::SetFiles{detail.id, row.files, *priority},
                                "setting the priority of " + row.path,
                                row.name + ": " + std::string{priority_word(*priority)}});
}

} // namespace shoal::tui
