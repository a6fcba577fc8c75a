#pragma once

#include "core/api/health.hpp"
#include "core/api/history.hpp"

namespace shoal::cli {

// How health is shown. Pure; what comes out is not sanitised yet.

/// For people, with small bar charts.
[[nodiscard]] std::vector<std::string> health_text(api::HealthView const& view);

/// Charts of its course.
[[nodiscard]] std::vector<std::string> history_text(api::HistoryView const& view);

[[nodiscard]] std::vector<std::string> why_text(api::WhyView const& view);

/// "60s: 9 peers, 8 told what they have".
[[nodiscard]] std::string observed_text(api::ObservedView const& observed);

} // namespace shoal::cli
