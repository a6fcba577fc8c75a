#pragma once

#include "ui-cli/tui/view_state.hpp"

namespace shoal::tui {

/// Who has pieces of the cell that the pane is about; null: not answered yet.
[[nodiscard]] std::vector<api::HolderView> const* holders_of(Details const& details,
                                                             HoldersPane const& pane);

/// The pane's cursor stays on its peer, wherever an answer takes that.
void follow_holder(HoldersPane& pane, Details const& details);

/// The peer at the cursor is the one to stay on.
void hold_holder(HoldersPane& pane, Details const& details);

/// To the peer at the pane's cursor, among the others.
void go_to_holder(DetailState& detail, Details const& details);

} // namespace shoal::tui
