#pragma once

#include "core/policy/choker.hpp"

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
    void asked(PeerKey peer, std::size_t piece);
    /// What it was told of or asked for, and nobody has, is to leave again.
    void left(PeerKey peer);

    /// Pieces to tell the peer of now, so that it knows of `ahead` that it has not asked for. At
    /// the end those of slow peers are told to others too.
    [[nodiscard]] std::vector<std::size_t> tell(PeerKey peer, std::size_t ahead);

    [[nodiscard]] std::size_t pieces() const { return states_.size(); }

    /// Every piece was asked for, or others have it.
    [[nodiscard]] bool is_done() const { return waiting_ == 0; }

private:
    enum class State : unsigned char { here, told, asked, had };

    struct Told {
        std::vector<std::size_t> open;  ///< not asked for
        std::vector<std::size_t> asked; ///< by this peer first
    };

    void leaves(std::size_t piece, State state);
    [[nodiscard]] std::optional<std::size_t> next();
    [[nodiscard]] std::optional<std::size_t> shared(Told const& own) const;

    std::vector<State> states_;
    std::vector<std::size_t> here_; ///< drawn from the back; some may have left otherwise
    std::size_t waiting_;           ///< pieces here or told
    std::map<PeerKey, Told> peers_;
};

} // namespace shoal::policy
