#pragma once

#include "core/api/health.hpp"
#include "core/health/course.hpp"

namespace shoal::health {

// The parts of diagnose(): causes by where they lie.

struct Case {
    Sample const& sample;
    Availability const& seen;
    Course const& course;
    bool has_hidden_source; ///< see api::ThroughputView

    /// It lacks something that it would take; an observer would take all.
    [[nodiscard]] bool wants() const {
        return sample.us.is_observing || !sample.us.wants_nothing();
    }

    [[nodiscard]] bool is_lonely() const { return sample.peers.empty(); }
};

using Causes = std::vector<api::CauseView>;

/// Disk, pause, queue, selection, limits, clock.
void causes_at_home(Case const& patient, Causes& causes);
/// Trackers, DHT, web seeds, metadata, and connections that come to nothing.
void causes_on_the_way(Case const& patient, Causes& causes);
/// What the peers have, and whether they give it.
void causes_in_the_swarm(Case const& patient, Causes& causes);

} // namespace shoal::health
