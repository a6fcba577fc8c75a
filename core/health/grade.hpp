#pragma once

#include "core/api/health.hpp"
#include "core/health/availability.hpp"

namespace shoal::health {

/// What a grade is made of. All of one sample.
struct Findings {
    Sample const& sample;
    Availability const& seen;
    api::DurabilityView durability;
    api::ThroughputView throughput;
    int leeches = 0; ///< that throughput knows
    api::DiscoveryView discovery;
    api::ReciprocityView reciprocity;
    api::ObservedView observed;
};

struct Grade {
    std::optional<int> points; ///< nothing without enough evidence
    api::HealthWord word = api::HealthWord::unknown;
    std::string missing; ///< evidence
    std::vector<api::HealthComponent> components;
};

// What is asked before there is a grade.
inline constexpr int least_bitfields = 3;
inline constexpr double least_seconds = 30;

[[nodiscard]] Grade grade(Findings const& findings);

} // namespace shoal::health
