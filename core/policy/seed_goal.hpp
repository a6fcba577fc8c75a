#pragma once

#include "core/api/command.hpp"

namespace shoal::policy {

/// Whether a complete torrent has given what its owner set out to give: the first of ratio and time
/// to be met. `uploaded` and `size` in bytes; `since_complete` since its last piece was verified.
[[nodiscard]] bool is_met(api::SeedGoal const& goal, std::int64_t uploaded, std::int64_t size,
                          std::chrono::nanoseconds since_complete);

} // namespace shoal::policy
