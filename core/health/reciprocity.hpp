#pragma once

#include "core/api/health.hpp"
#include "core/health/sample.hpp"

#include <map>

namespace shoal::health {

/// Whether giving is returned, between us and each peer. Peers do not tell what they give to each
/// other, so of the swarm it says only what we could see.
class Reciprocity {
public:
    // A free rider had the chance to give: served for so long and so much while we wanted
    // something, and gave nothing at all.
    static constexpr double least_served_seconds = 120;
    static constexpr std::int64_t least_served_bytes = std::int64_t{16} * 16 * 1024;

    void observe(Sample const& sample);
    [[nodiscard]] api::ReciprocityView view(Sample const& sample) const;

private:
    struct Record {
        double served_seconds = 0; ///< it was interested and unchoked while we wanted its pieces
        std::int64_t served_bytes = 0;
        std::int64_t given_before = 0; ///< as of the last sample
        bool was_wanted = false;       ///< we wanted something of it at some time
        std::string history;
        SteadyTime next_step{};
    };

    [[nodiscard]] static bool rides_free(PeerSample const& peer, Record const& record);

    std::map<PeerNumber, Record> records_;
    std::optional<SteadyTime> last_;
};

/// (Σx)² / (n Σx²): 1 when all are equal, 1/n when one has all. 0 when there is nothing.
[[nodiscard]] double jain(std::vector<double> const& shares);

struct Interval {
    double low = 0;
    double high = 0;
};

/// Of a share, 95 % (Wilson 1927).
[[nodiscard]] Interval wilson(int hits, int trials);

} // namespace shoal::health
