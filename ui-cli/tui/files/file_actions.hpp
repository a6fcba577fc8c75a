#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// The tree of the torrent that is open, in its order, as far as folders are open.
[[nodiscard]] std::vector<FileRow> shown_files(ViewState const& state, Model const& model);

/// The same with all folders open.
[[nodiscard]] std::vector<FileRow> all_files(ViewState const& state, Model const& model);

/// The cursor stays on its file wherever an order takes that, and on the screen. Once files are
/// known.
void keep_on_file(ViewState& state, Model const& model);

/// Folds folders, sorts and marks, and gives what is marked, or else the file at the cursor or all
/// below the folder there, a priority.
void act_on_files(ViewState& state, Effects& effects, Action action, Model const& model);

} // namespace shoal::tui
