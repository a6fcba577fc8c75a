#pragma once

#include "core/storage/work.hpp"

#include <functional>
#include <list>
#include <span>

namespace shoal::storage {

/// Error: null when it went well.
using WriteDone = std::function<void(StoreError const*)>;
/// The block holds what was asked for at its beginning; empty on an error.
using ReadDone = std::function<void(BlockRef, StoreError const*)>;
/// v2 digests: one for each block of the piece's v2 size, or none.
using HashDone =
    std::function<void(Sha1Digest const&, std::span<Sha256Digest const>, StoreError const*)>;
using BlockHashDone = std::function<void(Sha256Digest const&, StoreError const*)>;
using Done = std::function<void()>;

struct HashRequest {
    bool v1 = false;
    bool v2 = false;
    bool from_disk = false; ///< a recheck: what is in memory proves nothing
};

struct WriteWait {
    int block = 0;
    WriteDone done;
};

struct ReadWait {
    int offset = 0;
    int length = 0;
    ReadDone done;
};

struct HashWait {
    HashRequest request;
    HashDone done;
};

struct BlockHashWait {
    int block = 0;
    BlockHashDone done;
};

struct Slot {
    BlockRef block;
    bool dirty = false; ///< not yet on the disk
};

/// A hash of a piece that is still arriving: how far it got.
struct HashProgress {
    bool v1 = false;
    bool v2 = false;
    int blocks = 0;
    Sha1Lane sha1 = Sha1Lane{};
    std::vector<Sha256Digest> v2_blocks;
};

/// What those who called want, and are not yet served.
struct Wishes {
    std::vector<WriteWait> writes;
    std::vector<ReadWait> reads;
    std::vector<HashWait> hashes;
    std::vector<BlockHashWait> block_hashes;
};

struct Shelf;

/// A piece of which something is in memory, or is being done. At most one Work is under way.
struct CachedPiece {
    Shelf* shelf = nullptr; ///< owns it
    int index = 0;
    std::vector<Slot> slots;
    int present = 0;
    int dirty = 0;
    int parked = 0; ///< dirty, and nothing has asked to have them written
    bool store_wanted = false;
    bool drop_wanted = false; ///< give the memory back as soon as nothing is dirty
    bool queued = false;
    bool busy = false;
    bool hash_again = false; ///< a hashed block was replaced
    HashProgress hashed;     ///< empty while a Work hashes
    int hashing_to = 0;      ///< where the hash under way ends
    Wishes waiting;
    Wishes served; ///< by the Work under way
    std::vector<Done> clears;
    std::list<CachedPiece*>::iterator place; ///< in `list`
    std::list<CachedPiece*>* list = nullptr;

    [[nodiscard]] bool is_complete() const { return present == static_cast<int>(slots.size()); }

    /// Nobody waits for it and nothing is being done to it.
    [[nodiscard]] bool is_idle() const {
        return !busy && !queued && waiting.reads.empty() && waiting.hashes.empty() &&
               waiting.block_hashes.empty() && clears.empty();
    }
};

/// How many neighbouring blocks from `first` on are in memory.
[[nodiscard]] int blocks_from(CachedPiece const& piece, int first);

/// True when a Work has something to do.
[[nodiscard]] bool has_wishes(CachedPiece const& piece, HashRequest const& usual_hash);

/// Everything one Work can do for the piece now; moves its wishes to `served`. `most_loads`:
/// blocks, so that a huge piece does not take all memory. `usual_hash`: what this torrent's pieces
/// are hashed for, once known. Nothing when there is nothing to do.
[[nodiscard]] std::optional<Work> plan(CachedPiece& piece, Volume const& volume, BlockPool& pool,
                                       int most_loads, HashRequest const& usual_hash);

} // namespace shoal::storage
