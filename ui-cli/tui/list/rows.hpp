#pragma once

#include "core/api/snapshot.hpp"

namespace shoal::tui {

enum class SortKey { added, name, size, done, down, up, eta, peers, ratio, health, state, queue };

inline constexpr int sort_key_count = static_cast<int>(SortKey::queue) + 1;

[[nodiscard]] std::string_view to_string(SortKey key);

/// What torrents are put together by, before they are sorted.
enum class Grouping { none, state, label };

inline constexpr int grouping_count = static_cast<int>(Grouping::label) + 1;

struct Order {
    SortKey key = SortKey::added;
    bool inverted =
        false; ///< names, states, times, health and queue ascend unless inverted, the rest descends
    Grouping grouping = Grouping::none;

    friend bool operator==(Order const&, Order const&) = default;
};

using Torrents = std::vector<std::shared_ptr<api::TorrentView const>>;

/// The name of the group it is in: "seeding", or a label, which is untrusted. Empty: groups are
/// off.
[[nodiscard]] std::string_view group_of(api::TorrentView const& torrent, Grouping grouping);

/// How many from `top` on fit in so many rows, where each group has a heading, and so has the first
/// row.
[[nodiscard]] std::size_t fitting(Torrents const& shown, Grouping grouping, std::size_t top,
                                  std::size_t rows);

/// The torrents that the api::Filter lets through, in order; ties by number. Text that is no
/// filter, such as a half of one, lets all through.
[[nodiscard]] Torrents rows(api::Snapshot const& snapshot, Order order, std::string_view filter,
                            WallTime now);

} // namespace shoal::tui
