#pragma once

#include "core/health/sample.hpp"

namespace shoal::health {

struct SoleHolder {
    std::size_t peer = 0; ///< index into the sample's peers
    std::int64_t pieces = 0;
};

/// Copies of each piece, from bitfields and HAVEs (BEP 3, 6): libtorrent's own counters stop when
/// we are complete. Peers whose pieces are not known yet do not count. Distributed copies are as
/// Azureus and libtorrent define them.
struct Availability {
    std::size_t pieces = 0;   ///< 0 until the metadata is known
    int known = 0;            ///< peers whose pieces we know
    int seeds = 0;            ///< of those
    int away = 0;             ///< seeds besides: Sample::seeds_away
    std::vector<int> leeches; ///< copies of each piece without seeds and without us
    PieceSet ours;
    int min = 0;
    double distributed = 0;
    std::vector<std::uint32_t> rarest;       ///< pieces with `min` copies
    std::vector<std::size_t> rarest_holders; ///< indices into the sample's peers
    std::vector<SoleHolder> sole_holders;    ///< those with most first
    std::int64_t only_ours = 0;
    bool self_sustaining = false;
    bool without_us = false;

    [[nodiscard]] int others(std::size_t piece) const { return leeches[piece] + seeds + away; }

    [[nodiscard]] int copies(std::size_t piece) const {
        return others(piece) + (ours[piece] ? 1 : 0);
    }

    /// Pieces by copies; those with `most` or more come last.
    [[nodiscard]] std::vector<std::int64_t> histogram(std::size_t most) const;
};

/// O(pieces held by all).
[[nodiscard]] Availability availability(Sample const& sample);

} // namespace shoal::health
