#pragma once

#include "core/policy/choker.hpp"

namespace shoal::policy {

/// As the only seed: which piece each peer should fetch from us, so that none leaves twice before
/// all have left once. Peers are told by SUGGEST (BEP 6), which costs nobody anything: unlike
/// hiding pieces (BEP 16) it neither slows a lone peer nor those who do not follow. One for each
/// torrent. Pure.
class FirstCopies {
public:
    /// `pieces` of the torrent; the order in which they leave is drawn from `seed`.
    FirstCopies(std::size_t pieces, std::uint64_t seed);

    /// The swarm has it, or soon will: it need not be suggested.
    void spoken_for(std::size_t piece);
    /// What `peer` was told to fetch and did not ask for is free again.
    void left(PeerKey peer);
    /// It asked for the piece, suggested or not.
    void asked(PeerKey peer, std::size_t piece);

    /// Pieces that the peer should be told of now, at most `ahead` that it has not asked for.
    [[nodiscard]] std::vector<std::size_t> suggest(PeerKey peer, std::size_t ahead);

    [[nodiscard]] bool is_done() const { return next_ == order_.size() && returned_.empty(); }

private:
    [[nodiscard]] std::optional<std::size_t> draw();

    std::vector<std::size_t> order_;
    std::size_t next_ = 0; ///< into order_
    std::vector<std::size_t> returned_;
    std::vector<bool> taken_;
    std::map<PeerKey, std::vector<std::size_t>> open_; ///< suggested, not asked for
};

} // namespace shoal::policy
