#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

/// What can be done on the net's screen besides moving.
void act_on_net(ViewState& state, Effects& effects, Action action, Model const& model);

/// Enter in a report about a torrent opens that. False: it is another key, or another dialog.
[[nodiscard]] bool follow_report(ViewState& state, term::Input const& input);

/// The newest first, as the dialog lists them.
[[nodiscard]] std::vector<api::Ban> listed_bans(Model const& model);

/// Others may be banned, or run out, since the last key: the cursor stays on its peer.
[[nodiscard]] Scroll scroll_of(BansDialog const& dialog, std::vector<api::Ban> const& bans,
                               int page);

} // namespace shoal::tui
