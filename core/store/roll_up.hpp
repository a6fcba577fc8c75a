#pragma once

#include "core/store/sample.hpp"

#include <array>

namespace shoal::store {

// A history is kept in tiers: the coarser the steps, the longer. Every sample goes into all of them
// at once, so that each tier is complete up to now, and to look back further is to read another.

struct Tier {
    std::chrono::seconds step;
    std::chrono::seconds keep;
};

inline constexpr std::array tiers{
    Tier{10s, 1h},
    Tier{1min, 24h},
    Tier{10min, 30 * 24h},
    Tier{6h, std::chrono::seconds::max()},
};

/// The finest tier that still has `since`, when the last sample is of `newest`.
[[nodiscard]] std::size_t tier_of(WallTime since, WallTime newest);

/// The same torrent's `second` taken into `first`, whose time it keeps.
[[nodiscard]] Sample merged(Sample const& first, Sample const& second);

/// One sample for each torrent and step since 1970 in which there are any; by torrent and time.
[[nodiscard]] std::vector<Sample> roll_up(std::vector<Sample> samples, std::chrono::seconds step);

/// Not more than `most` samples (2 or more) of one torrent: in steps that are a multiple of their
/// own.
[[nodiscard]] History thinned(History history, std::size_t most);

} // namespace shoal::store
