#include "core/storage/block_cache.hpp"

#include "core/base/check.hpp"

#include <algorithm>
#include <cstring>

namespace shoal::storage {
namespace {

StoreError const* address(std::optional<StoreError> const& error) {
    return error ? &*error : nullptr;
}

} // namespace

CacheLimits CacheLimits::within(std::int64_t bytes) {
    auto const blocks =
        static_cast<int>(std::clamp(bytes / block_size, std::int64_t{64}, std::int64_t{1} << 24));
    CacheLimits limits{.dirty_high = blocks / 2,
                       .dirty_low = blocks * 7 / 16,
                       .parked_high = blocks * 3 / 8,
                       .parked_low = blocks / 4,
                       .clean = blocks / 4,
                       .works = std::clamp(blocks / 64, 4, 32)};
    limits.load = blocks / 4 / limits.works;
    return limits;
}

BlockCache::BlockCache(CacheLimits limits, BlockPool& pool, Dispatch dispatch)
    : limits_(limits), pool_(pool), dispatch_(std::move(dispatch)), zeros_(pool.take()) {
    SHOAL_CHECK(limits.parked_high < limits.dirty_low && limits.dirty_low <= limits.dirty_high);
    std::memset(zeros_.data(), 0, block_size);
}

std::shared_ptr<Shelf> BlockCache::open(Volume volume) const {
    auto shelf = std::make_shared<Shelf>();
    shelf->volume = std::move(volume);
    return shelf;
}

void BlockCache::write(Shelf& shelf, int index, int block, BlockRef data, WriteDone done) {
    auto& piece = piece_of(shelf, index);
    if (block < std::max(piece.hashed.blocks, piece.hashing_to))
        piece.hash_again = true;
    put(piece, block, std::move(data), true);
    piece.waiting.writes.push_back({block, std::move(done)});
    if (piece.is_complete())
        unpark(piece);
    place(piece);
    wake(piece);
    evict_parked();
}

void BlockCache::read(Shelf& shelf, int index, int offset, int length, ReadDone done) {
    SHOAL_CHECK(offset >= 0 && length > 0 && length <= block_size &&
                    offset + length <= shelf.volume.layout->piece_size(index),
                "{} bytes from {}", length, offset);
    auto& piece = piece_of(shelf, index);
    ReadWait wait{offset, length, std::move(done)};
    if (serve_from_memory(piece, wait))
        return;
    piece.waiting.reads.push_back(std::move(wait));
    wake(piece);
}

bool BlockCache::serve_from_memory(CachedPiece& piece, ReadWait const& read) {
    int const first = read.offset / block_size;
    int const last = (read.offset + read.length - 1) / block_size;
    for (int b = first; b <= last; ++b)
        if (!piece.slots[at(b)].block)
            return false;
    place(piece);
    int const skip = read.offset % block_size;
    auto const& head = piece.slots[at(first)].block;
    if (skip == 0) {
        read.done(BlockRef{head}, nullptr);
        return true;
    }
    BlockRef joined = pool_.take();
    auto const head_bytes = std::min(read.length, block_size - skip);
    std::memcpy(joined.data(), head.data() + skip, at(head_bytes));
    if (last != first)
        std::memcpy(joined.data() + head_bytes, piece.slots[at(last)].block.data(),
                    at(read.length - head_bytes));
    read.done(std::move(joined), nullptr);
    return true;
}

void BlockCache::hash(Shelf& shelf, int index, HashRequest request, HashDone done) {
    shelf.usual_hash = {request.v1, request.v2};
    auto& piece = piece_of(shelf, index);
    // Whoever asks for the hash has sent all of it, even if some has left the memory since.
    want_store(piece);
    piece.waiting.hashes.push_back({request, std::move(done)});
    wake(piece);
}

void BlockCache::hash_block(Shelf& shelf, int index, int block, BlockHashDone done) {
    auto& piece = piece_of(shelf, index);
    piece.waiting.block_hashes.push_back({block, std::move(done)});
    wake(piece);
}

void BlockCache::clear(Shelf& shelf, int index, Done done) {
    auto& piece = piece_of(shelf, index);
    want_store(piece);
    piece.clears.push_back(std::move(done));
    wake(piece);
}

void BlockCache::drain(Shelf& shelf, Keep keep, Done done) {
    for (auto& [index, piece] : shelf.pieces) {
        want_store(piece);
        wake(piece);
    }
    shelf.drains.emplace_back(keep, std::move(done));
    draining_.push_back(shelf.shared_from_this());
}

void BlockCache::wake(CachedPiece& piece) {
    if (piece.queued || piece.busy || !has_wishes(piece, piece.shelf->usual_hash))
        return;
    piece.queued = true;
    ++piece.shelf->active;
    ready_.push_back(&piece);
}

void BlockCache::submit() {
    if (submitting_)
        return; // called by a callback: the loop below goes on
    submitting_ = true;
    do
        start_ready();
    while (finish_drains());
    evict_clean();
    submitting_ = false;
}

void BlockCache::start_ready() {
    while (under_way_ < limits_.works && !ready_.empty()) {
        auto& piece = *ready_.front();
        ready_.pop_front();
        piece.queued = false;
        piece.busy = true;
        begin(piece);
    }
}

void BlockCache::begin(CachedPiece& piece) {
    serve_arrived(piece);
    auto& shelf = *piece.shelf;
    auto work = plan(piece, shelf.volume, pool_, limits_.load, shelf.usual_hash);
    if (!work) {
        piece.busy = false;
        --shelf.active;
        settle(piece);
        return;
    }
    if (!work->stores.empty())
        unpark(piece);
    if (work->hash)
        piece.hashing_to = work->hash->to;
    ++under_way_;
    work->owner = shelf.shared_from_this();
    dispatch_(*std::move(work));
}

/// A load for another reader may have brought the blocks since.
void BlockCache::serve_arrived(CachedPiece& piece) {
    for (auto& read : std::exchange(piece.waiting.reads, {}))
        if (!serve_from_memory(piece, read))
            piece.waiting.reads.push_back(std::move(read));
}

void BlockCache::completed(std::vector<Work> works) {
    bool const nested = std::exchange(submitting_, true);
    for (auto& work : works)
        finish(work);
    works.clear();
    submitting_ = nested;
    submit();
}

void BlockCache::finish(Work& work) {
    auto const shelf = std::static_pointer_cast<Shelf>(work.owner);
    auto& piece = shelf->pieces.at(work.piece);
    --under_way_;
    finish_loads(piece, work);
    finish_stores(piece, work);
    finish_hash(piece, work);
    work.blocks.clear();
    piece.busy = false;
    --shelf->active;
    settle(piece);
}

void BlockCache::finish_loads(CachedPiece& piece, Work& work) {
    if (!work.load_error)
        for (Run const run : work.loads)
            for (int b = run.first; b < run.first + run.count; ++b)
                if (!piece.slots[at(b)].block)
                    put(piece, b, work.blocks[at(b)], false);
    for (auto const& read : std::exchange(piece.served.reads, {})) {
        if (work.load_error)
            read.done({}, &*work.load_error);
        else
            SHOAL_CHECK(serve_from_memory(piece, read));
    }
}

void BlockCache::finish_stores(CachedPiece& piece, Work& work) {
    for (Run const run : work.stores)
        for (int b = run.first; b < run.first + run.count; ++b) {
            auto& slot = piece.slots[at(b)];
            if (slot.block != work.blocks[at(b)]) { // written again since
                park(piece);
                continue;
            }
            if (work.store_error) {
                take_out(piece, b);
                continue;
            }
            slot.dirty = false;
            --piece.dirty;
            --piece.shelf->dirty;
            --dirty_;
        }
    place(piece);
    evict_parked();
    for (auto const& write : std::exchange(piece.served.writes, {}))
        write.done(address(work.store_error));
}

void BlockCache::finish_hash(CachedPiece& piece, Work& work) {
    piece.hashing_to = 0;
    if (work.hash && !work.hash->finish && !work.hash_error) {
        auto& task = *work.hash;
        piece.hashed = {task.v1, task.v2, task.to, std::move(task.sha1), std::move(task.v2_blocks)};
    }
    for (auto const& wait : std::exchange(piece.served.hashes, {}))
        wait.done(work.hash->digest, work.hash->v2_blocks, address(work.hash_error));
    auto const waits = std::exchange(piece.served.block_hashes, {});
    for (std::size_t i = 0; i < waits.size(); ++i)
        waits[i].done(work.block_hashes[i].digest, address(work.hash_error));
}

/// After something was done to the piece: what is left to do, or else where it stays.
void BlockCache::settle(CachedPiece& piece) {
    if (piece.dirty == 0)
        piece.store_wanted = false;
    bool const is_wanted = !piece.waiting.reads.empty() || !piece.waiting.hashes.empty() ||
                           !piece.waiting.block_hashes.empty();
    if (piece.drop_wanted && !piece.store_wanted && !is_wanted) {
        piece.drop_wanted = false;
        drop_clean(piece);
    }
    std::vector<Done> cleared;
    if (!piece.clears.empty() && piece.dirty == 0 && !is_wanted) {
        drop_clean(piece);
        piece.hashed = {};
        cleared.swap(piece.clears);
    }
    place(piece);
    wake(piece);
    if (piece.is_idle() && piece.hashed.blocks == 0 && !holds_memory(piece))
        remove(piece);
    // Last: nothing is under way, so they may close the shelf.
    for (auto const& done : cleared)
        done();
}

/// True when a drain was over, and its callback may have asked for more.
bool BlockCache::finish_drains() {
    auto const over =
        std::stable_partition(draining_.begin(), draining_.end(), [](auto const& shelf) {
            return shelf->dirty > 0 || shelf->active > 0;
        });
    std::vector<std::shared_ptr<Shelf>> const shelves(over, draining_.end());
    draining_.erase(over, draining_.end());
    for (auto const& shelf : shelves)
        for (auto const& [keep, done] : std::exchange(shelf->drains, {})) {
            if (keep == Keep::nothing)
                SHOAL_CHECK(try_close(*shelf));
            done();
        }
    return !shelves.empty();
}

} // namespace shoal::storage
