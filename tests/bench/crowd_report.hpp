#pragma once

#include "tests/bench/crowd.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shoal::bench {

/// `shoal.bench.crowd/1`: medians of each entrant's runs, and how the first of ours compares with
/// the best foreign client. A row whose `counts` is not "yes" is no match: a peer of it sent more
/// than its cap, or no run was complete.
[[nodiscard]] nlohmann::json crowd_report(std::vector<Entrant<CrowdRun>> const& entrants,
                                          std::int64_t size, CrowdScene const& scene);

/// The same for people.
[[nodiscard]] std::string crowd_text(nlohmann::json const& report);

} // namespace shoal::bench
