#pragma once

#include "core/api/lab.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shoal::cli {

// How a lab run ended. Pure.

/// `shoal.lab/1`.
[[nodiscard]] nlohmann::ordered_json lab_json(api::LabReport const& report);
/// The figures for people: one line a member, those of the whole, and the verdict.
[[nodiscard]] std::vector<std::string> lab_result(api::LabReport const& report);

} // namespace shoal::cli
