#pragma once

#include "core/api/lab.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shoal::cli {

// How a lab run is shown. Pure.

/// `shoal.lab/1`.
[[nodiscard]] nlohmann::ordered_json lab_json(api::LabReport const& report);
/// The swarm as it is now: a head line, then one line an engine.
[[nodiscard]] std::vector<std::string> lab_live(api::LabReport const& report);
/// The same in one line.
[[nodiscard]] std::string lab_progress(api::LabReport const& report);
/// The figures at the end: a head line, one line an engine, and the summary.
[[nodiscard]] std::vector<std::string> lab_result(api::LabReport const& report);

} // namespace shoal::cli
