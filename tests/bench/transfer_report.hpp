#pragma once

#include "tests/bench/transfer.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shoal::bench {

/// `shoal.bench.transfer/1`: medians of each entrant's runs, and how the first of ours compares
/// with the best foreign client. Where all runs were disturbed these count, and the row says so.
[[nodiscard]] nlohmann::json transfer_report(std::vector<Entrant<Transfer>> const& entrants,
                                             std::int64_t size);

/// The same for people.
[[nodiscard]] std::string transfer_text(nlohmann::json const& report);

} // namespace shoal::bench
