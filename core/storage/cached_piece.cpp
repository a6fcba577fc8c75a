#include "core/storage/cached_piece.hpp"

#include <algorithm>
#include <iterator>

namespace shoal::storage {
namespace {

/// A miss loads the 256 KiB it lies in, or less if memory is short: peers ask for neighbours next.
constexpr int load_blocks = 16;
/// Blocks are hashed before the piece is complete in runs of 256 KiB: fewer would cost more in
/// hand-offs between threads than the hashing itself.
constexpr int hash_run = 16;

template <class Wanted>
std::vector<Run> runs(int from, int to, Wanted wanted) {
    std::vector<Run> found;
    for (int b = from; b < to; ++b) {
        if (!wanted(b))
            continue;
        if (!found.empty() && found.back().first + found.back().count == b)
            ++found.back().count;
        else
            found.push_back({b, 1});
    }
    return found;
}

void load_around(CachedPiece const& piece, ReadWait const& read, BlockPool& pool, int window,
                 Work& work, int& loading) {
    int const first = read.offset / block_size / window * window;
    int const last = (read.offset + read.length - 1) / block_size;
    int const end = std::min(static_cast<int>(piece.slots.size()), (last / window + 1) * window);
    for (int b = first; b < end; ++b) {
        auto& block = work.blocks[at(b)];
        if (piece.slots[at(b)].block || block)
            continue;
        block = pool.take();
        ++loading;
    }
}

void plan_loads(CachedPiece& piece, BlockPool& pool, int most, Work& work) {
    int loading = 0;
    auto& waiting = piece.waiting.reads;
    auto next = waiting.begin();
    for (; next != waiting.end() && loading < most; ++next)
        load_around(piece, *next, pool, std::min(load_blocks, most), work, loading);
    std::move(waiting.begin(), next, std::back_inserter(piece.served.reads));
    waiting.erase(waiting.begin(), next);
    work.loads = runs(0, static_cast<int>(piece.slots.size()),
                      [&](int b) { return static_cast<bool>(work.blocks[at(b)]); });
}

bool store_due(CachedPiece const& piece) {
    return piece.dirty > 0 && (piece.is_complete() || piece.store_wanted || !piece.clears.empty());
}

void plan_stores(CachedPiece& piece, Work& work) {
    if (!store_due(piece))
        return;
    work.stores = runs(0, static_cast<int>(piece.slots.size()),
                       [&](int b) { return piece.slots[at(b)].dirty; });
    for (Run const run : work.stores)
        for (int b = run.first; b < run.first + run.count; ++b)
            work.blocks[at(b)] = piece.slots[at(b)].block;
    piece.served.writes = std::exchange(piece.waiting.writes, {});
    piece.store_wanted = false;
}

/// Of blocks that are here but not yet hashed.
int hashable(CachedPiece const& piece) {
    return blocks_from(piece, piece.hash_again ? 0 : piece.hashed.blocks);
}

bool hash_ahead_due(CachedPiece const& piece, HashRequest const& usual) {
    if (!usual.v1 && !usual.v2)
        return false;
    // Blocks that are about to leave the memory are hashed while they are here.
    bool const leaving = piece.drop_wanted && piece.dirty > 0;
    bool const arriving = piece.dirty > 0 && !piece.is_complete();
    int const run = hashable(piece);
    return arriving && (run >= hash_run || (leaving && run > 0));
}

HashTask start_hash(CachedPiece& piece, HashRequest const& request) {
    auto& done = piece.hashed;
    if (piece.hash_again || request.from_disk || done.v1 != request.v1 || done.v2 != request.v2)
        done = {};
    piece.hash_again = false;
    HashTask task{.v1 = request.v1, .v2 = request.v2, .from = done.blocks};
    task.sha1 = std::move(done.sha1);
    task.v2_blocks = std::move(done.v2_blocks);
    task.v2_blocks.resize(request.v2 ? piece.slots.size() : 0);
    done = {};
    return task;
}

void pin(CachedPiece const& piece, Work& work, int from, int to) {
    for (int b = from; b < to; ++b)
        if (auto const& block = piece.slots[at(b)].block)
            work.blocks[at(b)] = block;
}

void plan_whole_hash(CachedPiece& piece, Work& work) {
    auto& waiting = piece.waiting.hashes;
    auto const request = waiting.front().request;
    piece.served.hashes.push_back(std::move(waiting.front()));
    waiting.erase(waiting.begin());
    work.hash = start_hash(piece, request);
    work.hash->to = static_cast<int>(piece.slots.size());
    work.hash->finish = true;
    if (!request.from_disk)
        pin(piece, work, work.hash->from, work.hash->to);
}

void plan_hash(CachedPiece& piece, HashRequest const& usual, Work& work) {
    if (!piece.waiting.hashes.empty()) {
        // A recheck must see the disk: not before what we hold has been written, and no blocks of
        // ours in between.
        bool const from_disk = piece.waiting.hashes.front().request.from_disk;
        if (!from_disk || (work.stores.empty() && work.loads.empty()))
            plan_whole_hash(piece, work);
    } else if (hash_ahead_due(piece, usual)) {
        int const run = hashable(piece);
        work.hash = start_hash(piece, usual);
        work.hash->to = work.hash->from + run;
        pin(piece, work, work.hash->from, work.hash->to);
    }
}

void plan_block_hashes(CachedPiece& piece, Work& work) {
    if (!piece.served.hashes.empty() && piece.served.hashes.front().request.from_disk)
        return;
    piece.served.block_hashes = std::exchange(piece.waiting.block_hashes, {});
    for (auto const& wait : piece.served.block_hashes) {
        work.block_hashes.push_back({wait.block, {}});
        pin(piece, work, wait.block, wait.block + 1);
    }
}

} // namespace

int blocks_from(CachedPiece const& piece, int first) {
    int count = 0;
    while (first + count < static_cast<int>(piece.slots.size()) &&
           piece.slots[at(first + count)].block)
        ++count;
    return count;
}

bool has_wishes(CachedPiece const& piece, HashRequest const& usual_hash) {
    auto const& waiting = piece.waiting;
    return !waiting.reads.empty() || !waiting.hashes.empty() || !waiting.block_hashes.empty() ||
           !piece.clears.empty() || store_due(piece) || hash_ahead_due(piece, usual_hash);
}

std::optional<Work> plan(CachedPiece& piece, Volume const& volume, BlockPool& pool, int most_loads,
                         HashRequest const& usual_hash) {
    Work work{.volume = volume, .piece = piece.index};
    work.blocks.resize(piece.slots.size());
    plan_loads(piece, pool, most_loads, work);
    plan_stores(piece, work);
    plan_hash(piece, usual_hash, work);
    plan_block_hashes(piece, work);
    if (work.loads.empty() && work.stores.empty() && !work.hash && work.block_hashes.empty())
        return std::nullopt;
    return work;
}

} // namespace shoal::storage
