#include "core/policy/first_copies.hpp"

#include <algorithm>
#include <numeric>

namespace shoal::policy {

FirstCopies::FirstCopies(std::size_t pieces, std::uint64_t seed) : order_(pieces), taken_(pieces) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::shuffle(order_.begin(), order_.end(), std::mt19937_64{seed});
}

void FirstCopies::spoken_for(std::size_t piece) {
    if (piece < taken_.size())
        taken_[piece] = true;
}

void FirstCopies::left(PeerKey peer) {
    auto const open = open_.find(peer);
    if (open == open_.end())
        return;
    for (std::size_t const piece : open->second)
        taken_[piece] = false;
    returned_.insert(returned_.end(), open->second.begin(), open->second.end());
    open_.erase(open);
}

void FirstCopies::asked(PeerKey peer, std::size_t piece) {
    spoken_for(piece);
    if (auto const open = open_.find(peer); open != open_.end())
        std::erase(open->second, piece);
}

std::vector<std::size_t> FirstCopies::suggest(PeerKey peer, std::size_t ahead) {
    std::vector<std::size_t> pieces;
    auto& open = open_[peer];
    while (open.size() < ahead) {
        auto const piece = draw();
        if (!piece)
            break;
        taken_[*piece] = true;
        open.push_back(*piece);
        pieces.push_back(*piece);
    }
    return pieces;
}

std::optional<std::size_t> FirstCopies::draw() {
    while (!returned_.empty()) {
        auto const piece = returned_.back();
        returned_.pop_back();
        if (!taken_[piece])
            return piece;
    }
    while (next_ < order_.size()) {
        auto const piece = order_[next_++];
        if (!taken_[piece])
            return piece;
    }
    return std::nullopt;
}

} // namespace shoal::policy
