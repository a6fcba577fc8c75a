#pragma once

#include "core/api/command.hpp"

namespace shoal::policy {

/// A torrent's place in the queue's order, as it is stored: the least key comes first.
struct QueueKey {
    api::TorrentId id = 0;
    std::int64_t key = 0;

    friend bool operator==(QueueKey const&, QueueKey const&) = default;
};

/// From one to the next: a new torrent gets the greatest key plus this, or the least minus this.
/// So many moves to an end wear nothing out: 2^42.
inline constexpr std::int64_t key_gap = 1 << 20;

/// Which keys to store anew, so that `chosen` are moved; unknown ids are passed over.
/// They keep their order among each other. `up` and `down` are by one past the next one that is not
/// chosen. As few as can be: the chosen ones, and for up and down those they pass; all of them when
/// two had the same key, or keys come to their end. `queue` in any order.
[[nodiscard]] std::vector<QueueKey> moved(std::vector<QueueKey> queue, api::Ids const& chosen,
                                          api::QueueMove move);

} // namespace shoal::policy
