#pragma once

#include "core/api/question.hpp"

namespace shoal::tui {

/// Who lets whom download.
enum class Trade { both, we_give, they_give, none };

inline constexpr int trade_count = static_cast<int>(Trade::none) + 1;

[[nodiscard]] Trade trade(api::PeerView const& peer);
[[nodiscard]] std::string_view to_string(Trade trade);

/// The fastest first, or by trade, and within that the fastest first; those that move the same stay
/// in place.
[[nodiscard]] std::vector<api::PeerView> ordered_peers(std::vector<api::PeerView> peers,
                                                       bool is_grouped);

} // namespace shoal::tui
