#include "core/health/availability.hpp"

#include <algorithm>

namespace shoal::health {
namespace {

bool has_all(PeerSample const& peer) {
    return peer.is_seed || (peer.pieces && peer.pieces->size() > 0 && peer.pieces->is_full());
}

std::size_t pieces_of(Sample const& sample) {
    return sample.us.has_metadata ? sample.us.have.size() : 0;
}

void count(Availability& seen, Sample const& sample) {
    for (PeerSample const& peer : sample.peers) {
        if (!peer.is_known())
            continue;
        ++seen.known;
        if (has_all(peer))
            ++seen.seeds;
        else
            peer.pieces->for_each([&](std::size_t piece) {
                if (piece < seen.pieces)
                    ++seen.leeches[piece];
            });
    }
}

void find_rarest(Availability& seen) {
    seen.min = seen.copies(0);
    for (std::size_t i = 1; i < seen.pieces; ++i)
        seen.min = std::min(seen.min, seen.copies(i));
    for (std::size_t i = 0; i < seen.pieces; ++i)
        if (seen.copies(i) == seen.min)
            seen.rarest.push_back(static_cast<std::uint32_t>(i));
    auto const more = seen.pieces - seen.rarest.size();
    seen.distributed = seen.min + static_cast<double>(more) / static_cast<double>(seen.pieces);
}

/// Pieces that one peer alone has.
std::vector<std::size_t> pieces_of_one(Availability const& seen) {
    std::vector<std::size_t> alone;
    for (std::size_t i = 0; i < seen.pieces; ++i)
        if (seen.others(i) == 1 && !seen.ours[i])
            alone.push_back(i);
    return alone;
}

void find_holders(Availability& seen, Sample const& sample) {
    auto const alone = pieces_of_one(seen);
    for (std::size_t i = 0; i < sample.peers.size(); ++i) {
        PeerSample const& peer = sample.peers[i];
        if (!peer.is_known())
            continue;
        auto const has = [&, is_seed = has_all(peer)](auto piece) {
            return is_seed || (*peer.pieces)[piece];
        };
        if (auto const count = std::ranges::count_if(alone, has); count > 0)
            seen.sole_holders.push_back({i, count});
        if (std::ranges::any_of(seen.rarest, has))
            seen.rarest_holders.push_back(i);
    }
    std::ranges::stable_sort(seen.sole_holders, std::greater{}, &SoleHolder::pieces);
}

} // namespace

std::vector<std::int64_t> Availability::histogram(std::size_t most) const {
    std::vector<std::int64_t> bins(most + 1);
    for (std::size_t i = 0; i < pieces; ++i)
        ++bins[std::min(static_cast<std::size_t>(copies(i)), most)];
    return bins;
}

Availability availability(Sample const& sample) {
    Availability seen;
    seen.pieces = pieces_of(sample);
    seen.leeches.resize(seen.pieces);
    seen.ours = sample.us.have;
    seen.away = sample.seeds_away;
    count(seen, sample);
    if (seen.pieces == 0)
        return seen;
    find_rarest(seen);
    find_holders(seen, sample);
    seen.self_sustaining = std::ranges::all_of(seen.leeches, [](int n) { return n > 0; });
    seen.without_us = seen.seeds + seen.away > 0 || seen.self_sustaining;
    if (seen.seeds + seen.away == 0)
        for (std::size_t i = 0; i < seen.pieces; ++i)
            seen.only_ours += seen.leeches[i] == 0 && seen.ours[i] ? 1 : 0;
    return seen;
}

} // namespace shoal::health
