#pragma once

#include "core/api/snapshot.hpp"
#include "ui-cli/tui/keys/keymap.hpp"

#include <string>
#include <string_view>

namespace shoal::tui {

/// The keys, one after the other, that do something about a cause (api::CauseView::cause) of the
/// torrent from where it is shown: in the list, or opened. Empty: none do.
[[nodiscard]] std::string keys_against(std::string_view cause, api::TorrentView const& torrent,
                                       Scope scope, Keymap const& keymap);

} // namespace shoal::tui
