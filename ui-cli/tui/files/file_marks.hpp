#pragma once

#include "ui-cli/tui/view_state.hpp"

namespace shoal::tui {

/// A file is marked; a folder is when all below it are.
[[nodiscard]] bool is_marked(DetailState const& detail, FileRow const& row);

/// What an action does to the marks of files, of which `rows` are shown; the cursor is on a row.
void change_file_marks(DetailState& detail, Action action, std::vector<FileRow> const& rows);

} // namespace shoal::tui
