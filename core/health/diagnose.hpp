#pragma once

#include "core/api/health.hpp"
#include "core/health/course.hpp"

namespace shoal::health {

/// Why it is stuck or slow: each cause that the evidence supports, the likeliest first. What we can
/// see of ourselves is certain; what is said of others is weighed by how much they leave us with:
/// a dead tracker explains nothing while peers give.
[[nodiscard]] std::vector<api::CauseView> diagnose(Sample const& sample, Availability const& seen,
                                                   Course const& course, bool has_hidden_source);

} // namespace shoal::health
