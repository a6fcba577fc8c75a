#pragma once

#include "core/policy/choker.hpp"

#include <set>

namespace shoal::policy {

/// As a seed: who passes on what we give? Told of each piece that we gave and of each HAVE, it
/// credits the peer that got a piece from us when another peer, which did not, comes to have it.
/// One witness is believed a third of a peer's pieces and one: a twin that claims to have
/// everything does not make it a giver. One for each torrent. Pure.
class Spread {
public:
    static constexpr auto memory = 10min; ///< of who left: to come back is not to begin anew

    void gave(PeerName peer, std::size_t piece);
    void has(PeerName witness, std::size_t piece);
    void left(PeerName peer, SteadyTime now);
    void came(PeerName peer);

    /// Pieces that others came to have for each that we gave; near 1 as long as little is known.
    [[nodiscard]] double of(PeerName peer) const;

private:
    struct Record {
        std::set<std::size_t> given;
        std::map<PeerName, std::size_t> witnesses; ///< pieces credited on the word of each
        int passed_on = 0;
        std::optional<SteadyTime> left_at;
    };

    std::map<PeerName, Record> records_;
    std::map<std::size_t, PeerName> last_given_; ///< piece → who got it from us last
};

} // namespace shoal::policy
