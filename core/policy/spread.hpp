#pragma once

#include "core/policy/choker.hpp"

#include <set>

namespace shoal::policy {

/// As a seed: who passes on what we give? Told of each piece that we gave and of each HAVE, it
/// credits the peer that got a piece from us when another peer, which did not, comes to have it.
/// One for each torrent. Pure.
class Spread {
public:
    void gave(PeerKey peer, std::size_t piece);
    void has(PeerKey peer, std::size_t piece);
    void left(PeerKey peer);

    /// Pieces that others came to have for each that we gave; near 1 as long as little is known.
    [[nodiscard]] double of(PeerKey peer) const;

private:
    struct Record {
        std::set<std::size_t> given;
        int passed_on = 0;
    };

    std::map<PeerKey, Record> records_;
    std::map<std::size_t, PeerKey> last_given_; ///< piece → who got it from us last
};

} // namespace shoal::policy
