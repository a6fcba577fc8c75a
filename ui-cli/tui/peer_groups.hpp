#pragma once

#include "core/api/question.hpp"

namespace shoal::tui {

/// Who lets whom download.
enum class Trade { both, we_give, they_give, none };

[[nodiscard]] Trade trade(api::PeerView const& peer);
[[nodiscard]] std::string_view to_string(Trade trade);

/// Peers by trade, within it the fastest first; those that move the same stay in place.
[[nodiscard]] std::vector<api::PeerView> grouped_peers(std::vector<api::PeerView> peers);

} // namespace shoal::tui
