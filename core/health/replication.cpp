#include "core/health/replication.hpp"

#include <algorithm>
#include <bit>

namespace shoal::health {
namespace {

std::optional<double> median(std::deque<double> const& lags) {
    if (lags.empty())
        return std::nullopt;
    std::vector<double> sorted{lags.begin(), lags.end()};
    auto const middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::ranges::nth_element(sorted, middle);
    return *middle;
}

bool is_complete(PeerSample const& peer) {
    return peer.is_seed || peer.pieces->is_full();
}

} // namespace

void Replication::observe(Sample const& sample) {
    if (pieces_.size() != sample.us.have.size()) { // the metadata came
        pieces_.assign(sample.us.have.size(), {});
        leeches_.clear();
    }
    std::map<PeerNumber, std::shared_ptr<PieceSet const>> still;
    std::set<PeerNumber> seeds;
    for (PeerSample const& peer : sample.peers) {
        if (!peer.pieces)
            continue;
        auto const known = leeches_.find(peer.number);
        bool const is_new = known == leeches_.end();
        if (seeds_.contains(peer.number) || (is_new && is_complete(peer))) {
            seeds.insert(peer.number);
            continue;
        }
        if (is_new)
            meet(*peer.pieces);
        else if (known->second != peer.pieces)
            gain(*known->second, *peer.pieces, sample.at);
        still.emplace(peer.number, peer.pieces);
    }
    leeches_ = std::move(still);
    seeds_ = std::move(seeds);
}

void Replication::meet(PieceSet const& pieces) {
    pieces.for_each([this](std::size_t piece) {
        if (piece < pieces_.size())
            ++pieces_[piece].copies;
    });
}

void Replication::gain(PieceSet const& before, PieceSet const& after, SteadyTime now) {
    auto const words = std::min(before.words().size(), after.words().size());
    for (std::size_t i = 0; i < words; ++i)
        for (auto fresh = after.words()[i] & ~before.words()[i]; fresh != 0; fresh &= fresh - 1)
            if (auto const piece = i * 64 + static_cast<std::size_t>(std::countr_zero(fresh));
                piece < pieces_.size())
                count(pieces_[piece], now);
}

void Replication::count(Piece& piece, SteadyTime now) {
    if (++piece.copies == 1) {
        piece.first = now;
        ++timed_;
    }
    auto const level = std::ranges::find(levels, piece.copies);
    if (!piece.first || level == levels.end())
        return;
    auto& lags = lags_.at(static_cast<std::size_t>(level - levels.begin()));
    lags.push_back(std::chrono::duration<double>(now - *piece.first).count());
    if (lags.size() > remembered)
        lags.pop_front();
}

api::ReplicationView Replication::view() const {
    return {median(lags_[0]), median(lags_[1]), median(lags_[2]), timed_};
}

} // namespace shoal::health
