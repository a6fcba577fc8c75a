#pragma once

#include "core/policy/choker.hpp"

#include <deque>
#include <set>

namespace shoal::policy {

/// As the only seed: which pieces each peer may know of, so that none leaves twice before all have
/// left once (the aim of BEP 16). Only who is served is told of pieces, of few at a time: what it
/// knows it is owed, and nobody else hears of that. One for each torrent. Pure.
class FirstCopies {
public:
    /// `pieces` of the torrent; the order in which they leave is drawn from `seed`.
    FirstCopies(std::size_t pieces, std::uint64_t seed);

    /// Another peer has it.
    void had(std::size_t piece);
    /// It may know the piece from an earlier turn; if nobody else is owed it, this peer is.
    void asked(PeerKey peer, std::size_t piece);
    void gave(PeerKey peer, std::size_t piece); ///< all of it was sent
    /// It is no longer served: what it is owed others may have.
    void choked(PeerKey peer);
    /// What it is owed is to leave again, and what it got if nobody else has that.
    void left(PeerKey peer);

    /// Pieces to tell the peer of now, so that it is owed `ahead`; none as long as it is owed more
    /// than half of that.
    [[nodiscard]] std::vector<std::size_t> tell(PeerKey peer, std::size_t ahead);

    [[nodiscard]] bool owes(PeerKey peer) const;

    /// There are pieces that nobody is owed.
    [[nodiscard]] bool has_untold() const { return untold_ > 0; }

    /// Others have every piece; or the last ones do not move on. What was sent, but is announced by
    /// nobody for `lost_after`, is to leave again, once.
    /// `sent`: payload bytes so far. To be asked every second or so.
    [[nodiscard]] bool is_over(SteadyTime now, std::int64_t sent);

    [[nodiscard]] std::size_t pieces() const { return states_.size(); }

private:
    static constexpr auto lost_after = 5s;

    enum class State : unsigned char { here, owed, given, had };

    struct Share {
        std::set<std::size_t> owed;
        std::set<std::size_t> given;
    };

    void change(std::size_t piece, State state);
    void take_back(std::set<std::size_t>& pieces);
    void look_for_lost(SteadyTime now);
    [[nodiscard]] std::optional<std::size_t> next();

    std::vector<State> states_;
    std::deque<std::size_t> here_; ///< drawn from the back; some may have left otherwise
    std::size_t untold_;           ///< pieces here
    std::size_t missing_;          ///< pieces neither given nor had
    std::map<PeerKey, Share> shares_;
    std::map<std::size_t, std::optional<SteadyTime>> unseen_; ///< given; since when looked for
    std::set<std::size_t> lost_;                              ///< taken back once
    std::int64_t sent_ = 0;
    SteadyTime moved_at_{}; ///< when `sent_` last grew
    std::optional<SteadyTime> all_told_at_;
};

} // namespace shoal::policy
