// Of N nodes with random ids, the distance of the k-th nearest to a target is a share D of the id
// space with N·D distributed as Gamma(k, 1), so (k − 1)/D estimates N without bias; over several
// targets (Σk − 1)/ΣD does. Somebody who surrounds a target puts his nodes nearer than chance
// would (Cholez et al. 2010). Whether eight are too near: D/(D + ΣD elsewhere) has a Beta(k, Σk
// elsewhere) distribution if all is well, so how well the size itself is known is accounted for.

#include "core/health/dht_density.hpp"

#include <algorithm>
#include <cmath>

namespace shoal::health {
namespace {

constexpr int a_bucket = 8;                // BEP 5: a lookup seeks the eight nearest
constexpr double least_distance = 0x1p-64; // dht_distance tells none that is less

DhtNeighbours sum_up(auto const& seen, DhtId const* without) {
    DhtNeighbours sum;
    for (auto const& [target, neighbours] : seen)
        if (!without || target != *without) {
            sum.nodes += neighbours.nodes;
            sum.reach += neighbours.reach;
        }
    return sum;
}

/// P(Beta(a, b) ≤ share) for whole a and b and 0 < share < 1: that of a + b − 1 throws at least a
/// hit.
double beta_below(double share, int a, int b) {
    int const throws = a + b - 1;
    double none_to_a = 0;
    for (int hits = 0; hits < a; ++hits)
        none_to_a += std::exp(std::lgamma(throws + 1.0) - std::lgamma(hits + 1.0) -
                              std::lgamma(throws - hits + 1.0) + hits * std::log(share) +
                              (throws - hits) * std::log1p(-share));
    return std::clamp(1 - none_to_a, 0.0, 1.0);
}

} // namespace

void DhtCensus::put(DhtId const& target, DhtNeighbours const& neighbours) {
    if (neighbours.nodes != a_bucket || neighbours.reach <= 0)
        return; // all that there are, perhaps: that shows no density
    std::erase_if(seen_, [&](Seen const& seen) { return seen.target == target; });
    if (seen_.size() >= most)
        seen_.pop_front();
    seen_.push_back({target, neighbours});
}

std::optional<double> DhtCensus::size() const {
    auto const all = sum_up(seen_, nullptr);
    if (all.nodes == 0)
        return std::nullopt;
    return (all.nodes - 1) / all.reach;
}

std::optional<DhtCensus::Verdict> DhtCensus::judge(DhtId const& target,
                                                   DhtNeighbours const& neighbours) const {
    auto const elsewhere = sum_up(seen_, &target);
    if (neighbours.nodes != a_bucket || elsewhere.nodes < least_nodes)
        return std::nullopt;
    double const expected = a_bucket * elsewhere.reach / elsewhere.nodes;
    double const reach = std::max(neighbours.reach, least_distance);
    return Verdict{.denser = expected / reach,
                   .chance =
                       beta_below(reach / (reach + elsewhere.reach), a_bucket, elsewhere.nodes)};
}

} // namespace shoal::health
