#pragma once

#include "core/api/health.hpp"
#include "core/health/rate.hpp"
#include "core/health/sample.hpp"

#include <map>

namespace shoal::health {

/// How fast the leeches come to have more, from their bitfields and HAVEs: so it also sees
/// transfers that we have no part in. Smoothed over two minutes.
class Throughput {
public:
    void observe(Sample const& sample);
    [[nodiscard]] api::ThroughputView view(Sample const& sample) const;

    /// Leeches that were seen for long enough to tell, ourselves included.
    [[nodiscard]] int leeches(Sample const& sample) const;

private:
    static constexpr auto memory = std::chrono::minutes{2};
    static constexpr auto hidden_for = std::chrono::minutes{10};

    struct Progress {
        std::size_t pieces = 0;
        Rate gain{memory}; ///< pieces
    };

    void watch_origin(Sample const& sample);

    std::map<PeerNumber, Progress> leeches_;
    PieceSet seen_;                  ///< all that anybody ever had
    std::optional<SteadyTime> grew_; ///< when it last did, by what a leech came to have
    Rate pieces_{memory};
};

} // namespace shoal::health
