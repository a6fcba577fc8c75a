// What the cache holds in memory, counts and lets go. What is done next is in block_cache.cpp.

#include "core/storage/block_cache.hpp"

#include <algorithm>

namespace shoal::storage {
namespace {

int blocks_of(CachedPiece const& piece) {
    return static_cast<int>(piece.slots.size());
}

} // namespace

CachedPiece& BlockCache::piece_of(Shelf& shelf, int index) {
    auto const [found, is_new] = shelf.pieces.try_emplace(index);
    auto& piece = found->second;
    if (!is_new)
        return piece;
    auto const& layout = *shelf.volume.layout;
    piece.shelf = &shelf;
    piece.index = index;
    piece.slots.resize(at(layout.blocks_in(index)));
    for (int b = 0; b < blocks_of(piece); ++b)
        if (layout.is_pad(index, b))
            put(piece, b, zeros_, false);
    return piece;
}

/// Nothing of it is dirty, nobody waits for it.
void BlockCache::remove(CachedPiece& piece) {
    for (int b = 0; b < blocks_of(piece); ++b)
        take_out(piece, b);
    if (piece.list)
        piece.list->erase(piece.place);
    piece.shelf->pieces.erase(piece.index);
}

void BlockCache::put(CachedPiece& piece, int block, BlockRef data, bool dirty) {
    auto& slot = piece.slots[at(block)];
    if (!slot.block || slot.block == zeros_) {
        piece.present += slot.block ? 0 : 1;
        present_ += data == zeros_ ? 0 : 1;
    }
    if (dirty && !slot.dirty) {
        slot.dirty = true;
        ++piece.dirty;
        ++piece.shelf->dirty;
        ++dirty_;
        park(piece);
    }
    slot.block = std::move(data);
}

void BlockCache::take_out(CachedPiece& piece, int block) {
    auto& slot = piece.slots[at(block)];
    if (!slot.block)
        return;
    --piece.present;
    present_ -= slot.block == zeros_ ? 0 : 1;
    if (slot.dirty) {
        --piece.dirty;
        --piece.shelf->dirty;
        --dirty_;
    }
    slot = {};
}

/// What is on the disk leaves the memory; pads stay, they cost none.
void BlockCache::drop_clean(CachedPiece& piece) {
    for (int b = 0; b < blocks_of(piece); ++b) {
        auto const& slot = piece.slots[at(b)];
        if (slot.block && !slot.dirty && slot.block != zeros_)
            take_out(piece, b);
    }
}

/// One more block of it.
void BlockCache::park(CachedPiece& piece) {
    if (piece.store_wanted)
        return;
    ++piece.parked;
    ++parked_;
}

void BlockCache::unpark(CachedPiece& piece) {
    parked_ -= piece.parked;
    piece.parked = 0;
}

void BlockCache::want_store(CachedPiece& piece) {
    unpark(piece);
    piece.store_wanted = piece.dirty > 0;
}

/// To the end of the list it belongs to: it was just touched.
void BlockCache::place(CachedPiece& piece) {
    auto* const wanted = piece.dirty > 0     ? &dirty_pieces_
                         : piece.present > 0 ? &clean_pieces_
                                             : nullptr;
    if (piece.list && wanted)
        wanted->splice(wanted->end(), *piece.list, piece.place);
    else if (piece.list)
        piece.list->erase(piece.place);
    else if (wanted)
        piece.place = wanted->insert(wanted->end(), &piece);
    piece.list = wanted;
}

bool BlockCache::holds_memory(CachedPiece const& piece) const {
    return std::any_of(piece.slots.begin(), piece.slots.end(),
                       [&](Slot const& slot) { return slot.block && slot.block != zeros_; });
}

bool BlockCache::try_close(Shelf& shelf) {
    if (shelf.dirty > 0 || shelf.active > 0)
        return false;
    while (!shelf.pieces.empty())
        remove(shelf.pieces.begin()->second);
    return true;
}

void BlockCache::evict_clean() {
    auto next = clean_pieces_.begin();
    while (clean_blocks() > limits_.clean && next != clean_pieces_.end()) {
        auto& piece = **next++;
        if (!piece.is_idle())
            continue;
        // How far an unfinished piece was hashed is worth keeping: it saves reading it back.
        if (piece.hashed.blocks == 0) {
            remove(piece);
        } else {
            drop_clean(piece);
            place(piece);
        }
    }
}

void BlockCache::evict_parked() {
    if (parked_ <= limits_.parked_high)
        return;
    for (auto next = dirty_pieces_.begin();
         parked_ > limits_.parked_low && next != dirty_pieces_.end();) {
        auto& piece = **next++;
        if (piece.parked == 0)
            continue;
        want_store(piece);
        piece.drop_wanted = true;
        wake(piece);
    }
}

} // namespace shoal::storage
