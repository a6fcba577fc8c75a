#include "core/storage/block_cache.hpp"

namespace shoal::storage {

std::vector<Sha1Digest> BlockCache::digests(Shelf const& shelf, int index) const {
    auto const& layout = *shelf.volume.layout;
    if (layout.piece_size(index) > most_digested)
        return {};
    Work work{.volume = shelf.volume, .piece = index};
    work.blocks.resize(at(layout.blocks_in(index)));
    auto const cached = shelf.pieces.find(index);
    for (int b = 0; b < layout.blocks_in(index); ++b) {
        auto& block = work.blocks[at(b)];
        if (cached != shelf.pieces.end())
            block = cached->second.slots[at(b)].block;
        if (block)
            continue;
        block = pool_.take();
        work.loads.push_back({b, 1});
    }
    move_bytes(work);
    if (work.load_error)
        return {};
    std::vector<Bytes> messages;
    for (int b = 0; b < layout.blocks_in(index); ++b)
        messages.emplace_back(work.blocks[at(b)].data(), at(layout.block_bytes(index, b)));
    std::vector<Sha1Digest> digests(messages.size());
    sha1_many(messages, digests);
    return digests;
}

} // namespace shoal::storage
