#pragma once

#include "core/health/course.hpp"
#include "core/health/discovery.hpp"
#include "core/health/reciprocity.hpp"
#include "core/health/replication.hpp"
#include "core/health/sessions.hpp"
#include "core/health/throughput.hpp"

namespace shoal::health {

/// The health of one torrent: takes samples, and draws conclusions when asked. Pure: time comes
/// with the samples.
class Monitor {
public:
    /// One that is older than the last is ignored.
    void observe(Sample sample);

    /// Advice costs as much as all else two times over.
    enum class With { figures, advice };

    /// Without the torrent's name and hash, which samples do not carry. Costs O(pieces × peers).
    [[nodiscard]] api::HealthView health(With with = With::advice) const;
    /// As above.
    [[nodiscard]] api::WhyView why() const;

    [[nodiscard]] bool has_looked() const { return last_.at != SteadyTime{}; }

    /// When the latest look was.
    [[nodiscard]] SteadyTime looked_at() const { return last_.at; }

private:
    [[nodiscard]] api::ObservedView observed() const;

    Sample last_;
    Sessions sessions_;
    Throughput throughput_;
    Replication replication_;
    Reciprocity reciprocity_;
    Discovery discovery_;
    Course course_;
};

} // namespace shoal::health
