#pragma once

#include "core/base/hash_lanes.hpp"
#include "core/storage/block.hpp"
#include "core/storage/block_store.hpp"
#include "core/storage/layout.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace shoal::storage {

/// One torrent's files: where the bytes lie, and what moves them.
struct Volume {
    std::shared_ptr<Layout const> layout;
    std::shared_ptr<BlockStore> store;
};

/// Neighbouring blocks of a piece.
struct Run {
    int first = 0;
    int count = 0;

    friend bool operator==(Run const&, Run const&) = default;
};

/// Hashing of blocks `from` up to, not including, `to`. `sha1` goes on where it was.
struct HashTask {
    bool v1 = false;
    bool v2 = false;
    int from = 0;
    int to = 0;
    bool finish = false; ///< `digest` is wanted
    Sha1Lane sha1 = Sha1Lane{};
    std::vector<Sha256Digest> v2_blocks; ///< of the whole piece; filled from `from` to `to`
    Sha1Digest digest{};
};

struct BlockHashTask {
    int block = 0;
    Sha256Digest digest{};
};

/// What a Work cost, for the session's counters.
struct Effort {
    int read_calls = 0;
    int write_calls = 0;
    int blocks_read = 0;
    int blocks_written = 0;
    int blocks_read_back = 0; ///< that were read only to be hashed
    std::int64_t read_us = 0;
    std::int64_t write_us = 0;
    std::int64_t hash_us = 0;
};

/// What one visit to the disk does for one piece: load, then store, then hash.
/// Filled in by the owner of the cache, carried out once, elsewhere.
struct Work {
    Volume volume;
    int piece = 0;
    std::vector<BlockRef> blocks; ///< of the whole piece; empty where not needed or not in memory
    std::vector<Run> loads;
    std::vector<Run> stores;
    std::optional<HashTask> hash;
    std::vector<BlockHashTask> block_hashes;

    std::optional<StoreError> load_error;
    std::optional<StoreError> store_error;
    std::optional<StoreError> hash_error;
    Effort effort;
    std::shared_ptr<void> owner; ///< the cache's own note of whom it is for
};

/// The disk's share: loads and stores. Any thread.
void move_bytes(Work& work);

[[nodiscard]] bool wants_hashing(Work const& work);

/// The processor's share, after `move_bytes`: pieces that are in memory are hashed side by side.
/// Blocks that are not are read, 256 KiB at a time. Any thread.
void hash(std::span<Work> works);

/// All of it.
void perform(Work& work);

} // namespace shoal::storage
