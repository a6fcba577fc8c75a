#include "core/policy/suspects.hpp"

#include <algorithm>

namespace shoal::policy {
namespace {

bool has_one_sender(std::vector<SuspectBlock> const& blocks) {
    return !blocks.empty() && blocks.front().sender &&
           std::ranges::all_of(blocks, [&](SuspectBlock const& block) {
               return block.sender == blocks.front().sender;
           });
}

void count(std::vector<Guilty>& guilty, api::PeerName const& peer) {
    auto const known = std::ranges::find(guilty, peer, &Guilty::peer);
    if (known == guilty.end())
        guilty.push_back({peer, 1});
    else
        ++known->blocks;
}

} // namespace

std::optional<Guilty> Suspects::failed(PieceOf piece, std::vector<SuspectBlock> blocks,
                                       bool are_digests_known) {
    if (has_one_sender(blocks))
        return Guilty{*blocks.front().sender, static_cast<int>(blocks.size())};
    if (are_digests_known)
        remember({piece, std::move(blocks)});
    return {};
}

void Suspects::remember(Failure failure) {
    if (failure.blocks.size() > most_blocks_)
        return;
    blocks_ += failure.blocks.size();
    failures_.push_back(std::move(failure));
    while (blocks_ > most_blocks_) {
        blocks_ -= failures_.front().blocks.size();
        failures_.pop_front();
    }
}

bool Suspects::remembers(PieceOf piece) const {
    return std::ranges::find(failures_, piece, &Failure::piece) != failures_.end();
}

std::vector<Guilty> Suspects::passed(PieceOf piece, std::span<Sha1Digest const> good) {
    std::vector<Guilty> guilty;
    for (Failure const& failure : failures_) {
        if (failure.piece != piece)
            continue;
        blocks_ -= failure.blocks.size();
        for (std::size_t b = 0; b < std::min(good.size(), failure.blocks.size()); ++b)
            if (auto const& block = failure.blocks[b]; block.sender && block.digest != good[b])
                count(guilty, *block.sender);
    }
    std::erase_if(failures_, [&](Failure const& failure) { return failure.piece == piece; });
    return guilty;
}

} // namespace shoal::policy
