#pragma once

#include "core/api/health.hpp"
#include "core/health/sample.hpp"

#include <deque>
#include <map>
#include <set>

namespace shoal::health {

/// Replication lag: how long a piece takes from its first copy among the leeches to its 2nd, 4th
/// and 8th. Who was complete when we met it is no leech; who has a piece when we meet it counts,
/// but tells no time. A piece that some leech had before we looked is not timed. Copies that leave
/// again still count: the lag says how fast the swarm passes on what is new to it.
/// Exact to the interval of the looks. Costs O(words of the bitfields that changed).
class Replication {
public:
    void observe(Sample const& sample);
    [[nodiscard]] api::ReplicationView view() const;

private:
    static constexpr std::array<int, 3> levels{2, 4, 8};
    static constexpr std::size_t remembered = 1000; ///< lags of each level

    struct Piece {
        int copies = 0;
        std::optional<SteadyTime> first; ///< nothing: some leech had it before
    };

    void meet(PieceSet const& pieces);
    void gain(PieceSet const& before, PieceSet const& after, SteadyTime now);
    void count(Piece& piece, SteadyTime now);

    std::vector<Piece> pieces_;
    std::map<PeerNumber, std::shared_ptr<PieceSet const>> leeches_;
    std::set<PeerNumber> seeds_; ///< complete when we met them
    std::array<std::deque<double>, levels.size()> lags_;
    int timed_ = 0;
};

} // namespace shoal::health
