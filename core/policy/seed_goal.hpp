#pragma once

#include "core/api/limits.hpp"

namespace shoal::policy {

/// What a complete torrent has given so far.
struct Given {
    std::int64_t uploaded = 0; ///< bytes, over all sessions
    std::int64_t size = 0;
    std::chrono::nanoseconds since_complete{0}; ///< since its last piece was verified
    std::chrono::nanoseconds since_taken{0};    ///< since a peer last got something from us
    int other_seeds = 0;                        ///< known to have a full copy, besides us
};

/// Whether a complete torrent has given what its owner set out to give: the first of ratio, time
/// and idle to be met, but not while fewer than `seeds` others have a full copy. `seeds` alone is
/// met as soon as so many have one.
[[nodiscard]] bool is_met(api::SeedGoal const& goal, Given const& given);

} // namespace shoal::policy
