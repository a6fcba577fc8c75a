#include "core/policy/first_copies.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace shoal::policy {

FirstCopies::FirstCopies(std::size_t pieces, std::uint64_t seed)
    : states_(pieces, State::here), here_(pieces), waiting_(pieces) {
    std::iota(here_.begin(), here_.end(), std::size_t{0});
    std::shuffle(here_.begin(), here_.end(), std::mt19937_64{seed});
}

void FirstCopies::had(std::size_t piece) {
    leaves(piece, State::had);
}

void FirstCopies::asked(PeerKey peer, std::size_t piece) {
    Told& told = peers_[peer];
    std::erase(told.open, piece);
    if (piece >= states_.size() || states_[piece] >= State::asked)
        return;
    leaves(piece, State::asked);
    told.asked.push_back(piece);
}

void FirstCopies::leaves(std::size_t piece, State state) {
    if (piece >= states_.size())
        return;
    if (std::exchange(states_[piece], state) < State::asked)
        --waiting_;
}

void FirstCopies::left(PeerKey peer) {
    auto const told = peers_.extract(peer);
    if (!told)
        return;
    auto const back = [this](std::size_t piece, State from) {
        if (states_[piece] != from)
            return;
        waiting_ += from == State::asked ? 1 : 0;
        states_[piece] = State::here;
        here_.push_back(piece);
    };
    for (std::size_t const piece : told.mapped().open)
        back(piece, State::told);
    for (std::size_t const piece : told.mapped().asked)
        back(piece, State::asked);
}

std::vector<std::size_t> FirstCopies::tell(PeerKey peer, std::size_t ahead) {
    Told& own = peers_[peer];
    std::erase_if(own.open, [this](std::size_t piece) { return states_[piece] != State::told; });
    std::vector<std::size_t> pieces;
    while (own.open.size() < ahead) {
        auto piece = next();
        if (!piece)
            piece = shared(own);
        if (!piece)
            break;
        states_[*piece] = State::told;
        own.open.push_back(*piece);
        pieces.push_back(*piece);
    }
    return pieces;
}

std::optional<std::size_t> FirstCopies::next() {
    while (!here_.empty()) {
        auto const piece = here_.back();
        here_.pop_back();
        if (states_[piece] == State::here)
            return piece;
    }
    return std::nullopt;
}

std::optional<std::size_t> FirstCopies::shared(Told const& own) const {
    for (auto const& [peer, told] : peers_)
        for (std::size_t const piece : told.open)
            if (states_[piece] == State::told &&
                std::ranges::find(own.open, piece) == own.open.end())
                return piece;
    return std::nullopt;
}

} // namespace shoal::policy
