#include "core/policy/first_copies.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace shoal::policy {

FirstCopies::FirstCopies(std::size_t pieces, std::uint64_t seed)
    : states_(pieces, State::here), here_(pieces), untold_(pieces), missing_(pieces) {
    std::iota(here_.begin(), here_.end(), std::size_t{0});
    std::shuffle(here_.begin(), here_.end(), std::mt19937_64{seed});
}

void FirstCopies::had(std::size_t piece) {
    if (piece >= states_.size() || states_[piece] == State::had)
        return;
    change(piece, State::had);
    unseen_.erase(piece);
    for (auto& [peer, share] : shares_) {
        share.owed.erase(piece);
        share.given.erase(piece);
    }
}

void FirstCopies::asked(PeerKey peer, std::size_t piece) {
    if (piece >= states_.size() || states_[piece] != State::here)
        return;
    change(piece, State::owed);
    shares_[peer].owed.insert(piece);
}

void FirstCopies::gave(PeerKey peer, std::size_t piece) {
    if (piece >= states_.size() || states_[piece] >= State::given)
        return;
    change(piece, State::given);
    if (!lost_.contains(piece))
        unseen_.try_emplace(piece);
    for (auto& [other, share] : shares_)
        share.owed.erase(piece);
    shares_[peer].given.insert(piece);
}

void FirstCopies::change(std::size_t piece, State state) {
    auto const was = std::exchange(states_[piece], state);
    auto const count = [was, state](std::size_t& below, State bound) {
        below += static_cast<std::size_t>(state < bound);
        below -= static_cast<std::size_t>(was < bound);
    };
    count(untold_, State::owed);
    count(missing_, State::given);
}

/// Others come first with what was never told: this peer may go on with its own.
void FirstCopies::take_back(std::set<std::size_t>& pieces) {
    for (std::size_t const piece : std::exchange(pieces, {})) {
        change(piece, State::here);
        unseen_.erase(piece);
        here_.push_front(piece);
    }
}

void FirstCopies::choked(PeerKey peer) {
    if (auto const share = shares_.find(peer); share != shares_.end())
        take_back(share->second.owed);
}

void FirstCopies::left(PeerKey peer) {
    if (auto share = shares_.extract(peer)) {
        take_back(share.mapped().owed);
        take_back(share.mapped().given);
    }
}

std::vector<std::size_t> FirstCopies::tell(PeerKey peer, std::size_t ahead) {
    auto& owed = shares_[peer].owed;
    std::vector<std::size_t> pieces;
    if (owed.size() * 2 > ahead)
        return pieces;
    while (owed.size() < ahead) {
        auto const piece = next();
        if (!piece)
            break;
        change(*piece, State::owed);
        owed.insert(*piece);
        pieces.push_back(*piece);
    }
    return pieces;
}

bool FirstCopies::owes(PeerKey peer) const {
    auto const share = shares_.find(peer);
    return share != shares_.end() && !share->second.owed.empty();
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

void FirstCopies::look_for_lost(SteadyTime now) {
    std::set<std::size_t> lost;
    for (auto& [piece, since] : unseen_)
        if (now - since.value_or(now) >= lost_after)
            lost.insert(piece);
        else if (!since)
            since = now;
    if (lost.empty())
        return;
    for (auto& [peer, share] : shares_)
        std::erase_if(share.given, [&](std::size_t piece) { return lost.contains(piece); });
    lost_.insert(lost.begin(), lost.end());
    take_back(lost);
}

bool FirstCopies::is_over(SteadyTime now, std::int64_t sent) {
    look_for_lost(now);
    if (untold_ > 0) {
        all_told_at_.reset();
        return false;
    }
    if (missing_ == 0)
        return unseen_.empty();
    if (std::exchange(sent_, sent) != sent || !all_told_at_)
        moved_at_ = now;
    if (!all_told_at_)
        all_told_at_ = now;
    return now - moved_at_ >= 3s || now - *all_told_at_ >= 15s;
}

} // namespace shoal::policy
