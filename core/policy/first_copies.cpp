#include "core/policy/first_copies.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace shoal::policy {

FirstCopies::FirstCopies(std::size_t pieces, std::uint64_t seed)
    : states_(pieces, State::here),
      here_(pieces),
      untold_(pieces),
      unasked_(pieces),
      missing_(pieces) {
    std::iota(here_.begin(), here_.end(), std::size_t{0});
    std::shuffle(here_.begin(), here_.end(), std::mt19937_64{seed});
}

void FirstCopies::had(std::size_t piece) {
    if (piece < states_.size())
        change(piece, State::had);
}

bool FirstCopies::asked(PeerKey peer, std::size_t piece) {
    Told& told = peers_[peer];
    bool const was_told = std::erase(told.open, piece) > 0;
    if (piece >= states_.size() || states_[piece] >= State::asked)
        return was_told;
    change(piece, State::asked);
    told.taken.push_back(piece);
    return was_told;
}

void FirstCopies::gave(PeerKey peer, std::size_t piece) {
    if (piece >= states_.size() || states_[piece] >= State::given)
        return;
    asked(peer, piece); // its choke may have crossed the blocks
    change(piece, State::given);
}

void FirstCopies::change(std::size_t piece, State state) {
    auto const was = std::exchange(states_[piece], state);
    auto const count = [was, state](std::size_t& below, State bound) {
        below += static_cast<std::size_t>(state < bound);
        below -= static_cast<std::size_t>(was < bound);
    };
    count(untold_, State::told);
    count(unasked_, State::asked);
    count(missing_, State::given);
}

void FirstCopies::return_taken(Told& told, State from) {
    std::erase_if(told.taken, [&](std::size_t piece) {
        if (states_[piece] != from)
            return false;
        change(piece, State::here);
        here_.push_back(piece);
        return true;
    });
}

void FirstCopies::served(PeerKey peer) {
    peers_[peer].is_served = true;
}

void FirstCopies::passed_over(PeerKey peer) {
    auto const told = peers_.find(peer);
    if (told == peers_.end())
        return;
    for (std::size_t const piece : std::exchange(told->second.open, {}))
        if (states_[piece] == State::told) {
            change(piece, State::here);
            here_.push_front(piece); // it is not told of the same again at once
        }
}

void FirstCopies::choked(PeerKey peer) {
    if (auto const told = peers_.find(peer); told != peers_.end())
        told->second.is_served = false;
}

void FirstCopies::left(PeerKey peer) {
    auto told = peers_.extract(peer);
    if (!told)
        return;
    return_taken(told.mapped(), State::asked);
    return_taken(told.mapped(), State::given);
    for (std::size_t const piece : told.mapped().open)
        if (states_[piece] == State::told) {
            change(piece, State::here);
            here_.push_back(piece);
        }
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
        change(*piece, State::told);
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
            if (!told.is_served && states_[piece] == State::told &&
                std::ranges::find(own.open, piece) == own.open.end())
                return piece;
    return std::nullopt;
}

bool FirstCopies::is_over(SteadyTime now) {
    if (missing_ == 0)
        return true;
    if (untold_ > 0) {
        all_told_at_.reset();
        return false;
    }
    if (std::exchange(moved_, unasked_ + missing_) != unasked_ + missing_)
        moved_at_ = now;
    if (!all_told_at_)
        all_told_at_ = moved_at_ = now;
    return now - moved_at_ >= 3s || now - *all_told_at_ >= 15s;
}

} // namespace shoal::policy
