#pragma once

#include "core/api/snapshot.hpp"
#include "ui-cli/tui/keymap.hpp"

#include <string_view>

namespace shoal::tui {

/// The key that does something about a cause (api::CauseView::cause) of the torrent; empty: none
/// does.
[[nodiscard]] std::string_view key_against(std::string_view cause, api::TorrentView const& torrent,
                                           Preset preset);

} // namespace shoal::tui
