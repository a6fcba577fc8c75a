#pragma once

#include "core/api/snapshot.hpp"

namespace shoal::tui {

enum class SortKey { added, name, size, done, down, up, eta, peers, ratio, health, state, queue };

inline constexpr int sort_key_count = static_cast<int>(SortKey::queue) + 1;

[[nodiscard]] std::string_view to_string(SortKey key);

struct Order {
    SortKey key = SortKey::added;
    bool inverted =
        false; ///< names, states, times, health and queue ascend unless inverted, the rest descends

    friend bool operator==(Order const&, Order const&) = default;
};

using Torrents = std::vector<std::shared_ptr<api::TorrentView const>>;

/// The torrents that the api::Filter lets through, in order; ties by number. Text that is no
/// filter, such as a half of one, lets all through.
[[nodiscard]] Torrents rows(api::Snapshot const& snapshot, Order order, std::string_view filter,
                            WallTime now);

} // namespace shoal::tui
