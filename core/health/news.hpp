#pragma once

#include "core/api/event.hpp"
#include "core/api/health.hpp"
#include "core/health/sample.hpp"

#include <map>
#include <set>

namespace shoal::health {

/// Something that happened in a swarm, for the log.
struct Remark {
    api::EventKind kind = api::EventKind::swarm;
    std::string text;
    std::string where; ///< a peer
};

/// What of a torrent's swarm is worth a line in the log: that the rarest piece comes down to one
/// copy or none, and up again; and that a peer stops which had given much. Bounded: of each kind a
/// line in 30 s, the same change of copies once in ten minutes, the same peer once a minute. Pure.
class News {
public:
    static constexpr auto settling = std::chrono::seconds{30}; ///< first the peers are met
    static constexpr auto pause = std::chrono::seconds{30};
    static constexpr auto same_change = std::chrono::minutes{10};
    static constexpr auto same_peer = std::chrono::seconds{60};
    static constexpr auto served_for = std::chrono::seconds{30};
    static constexpr std::int64_t much = std::int64_t{1} << 20;

    /// Each look: who stopped giving.
    [[nodiscard]] std::optional<Remark> saw(Sample const& sample);
    /// Whenever copies were counted, of the same sample as `saw` before it.
    [[nodiscard]] std::optional<Remark> counted(api::CopiesView const& copies);

private:
    struct Giver {
        std::optional<SteadyTime> since; ///< it serves us
        std::int64_t had = 0;            ///< that it had given by then
        std::optional<SteadyTime> told;
    };

    [[nodiscard]] std::optional<Remark> stopped(Giver& giver, PeerSample const& peer,
                                                SteadyTime now) const;
    void note_seeds(Sample const& sample);
    [[nodiscard]] std::string who_moved() const;
    [[nodiscard]] bool was_told(int from, int to) const;

    SteadyTime now_{};
    std::map<PeerNumber, Giver> givers_;
    std::optional<SteadyTime> next_choke_;
    std::optional<SteadyTime> began_; ///< it takes part, since; anew when it completes
    bool was_complete_ = false;
    std::set<api::Endpoint> seeds_;
    std::set<api::Endpoint> seeds_counted_; ///< as of the last line, or the beginning
    std::optional<int> copies_;             ///< as of then
    bool told_low_ = false; ///< that it fell; only then that it rises is news, but from none
    std::optional<SteadyTime> next_change_;
    std::map<std::pair<int, int>, SteadyTime> changes_;
};

} // namespace shoal::health
