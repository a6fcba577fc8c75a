#pragma once

#include "core/health/availability.hpp"
#include "core/health/survival.hpp"

namespace shoal::health {

// Will the others still have it all in T hours? A piece is lost when all its holders leave; it is
// lost to the swarm only when all seeds leave too, so
//   P(lost) = Π_seeds q · (1 − Π_i (1 − Π_{leeches with i} q))
// where q is a leech's or seed's chance to be gone, and i runs over the sets of holders: pieces
// with equal sets are one, and a set that contains another adds nothing, since its loss implies the
// other's. Sets that overlap are lost together more often than this product says, nobody who
// arrives is counted, nor what leeches get meanwhile: it is an upper bound on the loss. The mean
// over the rates that Survival thinks possible.
//
// In an open swarm others come. If they come at a rate a, and stay as long as peers do, then those
// of them that are there after T are a Poisson number of mean a ∫ S; each is a seed, or a leech
// with piece i, as often as those who are there now. So each product above gets one more factor,
// the chance that none of them has it: exp(−mean · share). The rate is what was seen, and a prior
// worth two arrivals: that the swarm is in balance, as many come as go.

struct HolderSets {
    std::vector<double> seeds; ///< ages, in seconds
    std::vector<double> leeches;
    /// Indices into `leeches`. One that is empty: without the seeds something is missing at once.
    std::vector<std::vector<std::size_t>> sets;
};

/// Only the 512 smallest sets are looked at: pieces with more holders hardly add to the loss.
[[nodiscard]] HolderSets holder_sets(Sample const& sample, Availability const& seen,
                                     Sessions const& sessions);

/// The chance that all is still there after so many seconds. Without `arrivals` nobody new comes;
/// then it is 0 if it is not there now.
[[nodiscard]] double still_complete(HolderSets const& holders, Survival const& survival,
                                    double seconds, std::optional<Arrivals> const& arrivals = {});

[[nodiscard]] api::DurabilityView durability(HolderSets const& holders, Survival const& survival,
                                             Arrivals const& arrivals);

} // namespace shoal::health
