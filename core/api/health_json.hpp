#pragma once

#include "core/api/health.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shoal::api {

/// `shoal.health/1`.
[[nodiscard]] nlohmann::ordered_json health_json(HealthView const& view);

/// Peers, and how many pieces each holds.
[[nodiscard]] nlohmann::ordered_json holders_json(std::vector<HolderView> const& holders);

/// `shoal.why/1`.
[[nodiscard]] nlohmann::ordered_json why_json(WhyView const& view);

} // namespace shoal::api
