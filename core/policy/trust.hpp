#pragma once

#include "core/policy/standing.hpp"
#include "core/policy/suspects.hpp"

#include <algorithm>

namespace shoal::policy {

/// So many bans are kept.
inline constexpr std::size_t most_bans = 4096;

/// A user wants to be rid of it: it is not to give way to bans that are earned.
[[nodiscard]] bool is_by_hand(api::Ban const& ban);

/// The oldest that were earned give way, and when there are none the oldest. `bans` are oldest
/// first.
template <class Bans>
void keep_newest(Bans& bans, std::size_t most) {
    while (bans.size() > most) {
        auto const earned = std::ranges::find_if_not(bans, is_by_hand);
        bans.erase(earned == bans.end() ? bans.begin() : earned);
    }
}

/// Whom we deal with: peers that sent bad data are banned for a day, as are those that a user wants
/// to be rid of, and peers that waste our requests for an hour. What a peer calls its program never
/// matters, only what it did.
///
/// A ban holds for the port where the peer listens, and for its peer id at the same address. Never
/// for the address alone: behind NAT, and in a lab, innocents share it. So a liar that takes a new
/// port and a new id is let in again, and costs us a piece each time.
///
/// Pure; one thread. The last 4,096 bans are kept, those by hand before all others.
class Trust {
public:
    /// `bans` of earlier sessions, oldest first.
    explicit Trust(std::vector<api::Ban> bans = {}) : bans_(bans.begin(), bans.end()) {
        keep_newest(bans_, most_bans);
    }

    /// Bans whom that convicts; `blocks` and `are_digests_known` as in Suspects.
    [[nodiscard]] std::vector<api::Ban> piece_failed(PieceOf piece,
                                                     std::vector<SuspectBlock> blocks,
                                                     bool are_digests_known, WallTime now);

    /// Whether `piece_passed` wants to know of it.
    [[nodiscard]] bool is_suspect(PieceOf piece) const { return suspects_.remembers(piece); }

    [[nodiscard]] std::vector<api::Ban>
    piece_passed(PieceOf piece, std::span<Sha1Digest const> good, WallTime now);

    [[nodiscard]] std::optional<api::Ban> behaved(api::PeerName const& peer, Deeds const& deeds,
                                                  WallTime now);

    /// In place of a ban that it has.
    [[nodiscard]] api::Ban ban_by_hand(api::PeerName const& peer, WallTime now);

    /// Of all who listen there.
    void lift_bans(api::Endpoint const& peer);

    [[nodiscard]] bool is_banned(api::PeerName const& peer, WallTime now) const;

    /// Bans so far: who remembers it sees whether there are new ones.
    [[nodiscard]] int bans() const { return bans_so_far_; }

private:
    std::optional<api::Ban> ban(api::PeerName const& peer, std::string reason,
                                std::chrono::hours time, WallTime now);
    api::Ban enter(api::PeerName const& peer, std::string reason, std::chrono::hours time,
                   WallTime now);
    std::optional<api::Ban> convict(Guilty const& guilty, int piece, WallTime now);

    Suspects suspects_;
    Standings standings_;
    std::deque<api::Ban> bans_; ///< oldest first
    int bans_so_far_ = 0;
};

} // namespace shoal::policy
