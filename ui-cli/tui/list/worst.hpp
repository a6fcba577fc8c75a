#pragma once

#include "ui-cli/tui/view_state.hpp"

namespace shoal::tui {

// Whom the pane below the list speaks of. Pure.

/// Its grade is below what is fair.
[[nodiscard]] bool is_at_risk(api::TorrentView const& torrent);

/// Nothing about it needs a word: it moves, or waits for others to ask, and its swarm is not at
/// risk.
[[nodiscard]] bool is_well(api::TorrentView const& torrent);

/// Who failed, else the one with the lowest grade of those whose swarm is at risk; null: nobody.
[[nodiscard]] std::shared_ptr<api::TorrentView const> worst_torrent(Torrents const& torrents);

/// The one that the pane names and its key goes to: of all torrents, or of those that a filter lets
/// through.
[[nodiscard]] std::shared_ptr<api::TorrentView const> worst_in_list(ViewState const& state,
                                                                    Model const& model);

/// The torrent at the cursor; the worst one while that is well. Null: the list is empty.
[[nodiscard]] std::shared_ptr<api::TorrentView const> pane_subject(ViewState const& state,
                                                                   Model const& model);

/// The torrent whose details are asked for; 0: none.
[[nodiscard]] api::TorrentId looked_at(ViewState const& state, Model const& model);

} // namespace shoal::tui
