#pragma once

#include "core/policy/choker.hpp"

#include <deque>

namespace shoal::policy {

/// As the only seed: which pieces each peer may know of, so that none leaves twice before all have
/// left once (the aim of BEP 16). A peer is told of a few pieces that it is to fetch, and of one
/// more for each that it asks for, so it never waits, and fast peers get more. One for each
/// torrent. Pure.
class FirstCopies {
public:
    /// `pieces` of the torrent; the order in which they leave is drawn from `seed`.
    FirstCopies(std::size_t pieces, std::uint64_t seed);

    /// Another peer has it.
    void had(std::size_t piece);
    /// True when it had been told of the piece, and so may be told of another.
    bool asked(PeerKey peer, std::size_t piece);
    void gave(PeerKey peer, std::size_t piece); ///< all of it was sent
    /// From now on the peer can have what it asks for.
    void served(PeerKey peer);
    /// It is no longer served; what it asked for stays its own, for its next turn.
    void choked(PeerKey peer);
    /// It does not want what it was told of: others may.
    void passed_over(PeerKey peer);
    /// What it was told of or asked for is to leave again, and what it got if nobody has that.
    void left(PeerKey peer);

    /// Pieces to tell the peer of now, so that it knows of `ahead` that it has not asked for. When
    /// no others are left, those of peers that are not served.
    [[nodiscard]] std::vector<std::size_t> tell(PeerKey peer, std::size_t ahead);

    /// Every piece was sent to somebody, or others have it; or the last ones do not move on. To be
    /// asked every second or so.
    [[nodiscard]] bool is_over(SteadyTime now);

    [[nodiscard]] std::size_t pieces() const { return states_.size(); }

private:
    enum class State : unsigned char { here, told, asked, given, had };

    struct Told {
        bool is_served = false;
        std::vector<std::size_t> open;  ///< not asked for
        std::vector<std::size_t> taken; ///< asked for by this peer first, or given to it
    };

    void change(std::size_t piece, State state);
    void return_taken(Told& told, State from);
    [[nodiscard]] std::optional<std::size_t> next();
    [[nodiscard]] std::optional<std::size_t> shared(Told const& own) const;

    std::vector<State> states_;
    std::deque<std::size_t> here_; ///< drawn from the back; some may have left otherwise
    std::size_t untold_;           ///< pieces here
    std::size_t unasked_;          ///< pieces here or told
    std::size_t missing_;          ///< pieces neither given nor had
    std::size_t moved_ = 0;        ///< what the last two came to when they last changed
    SteadyTime moved_at_{};
    std::optional<SteadyTime> all_told_at_;
    std::map<PeerKey, Told> peers_;
};

} // namespace shoal::policy
