#pragma once

#include "core/storage/cached_piece.hpp"

#include <deque>
#include <unordered_map>

namespace shoal::storage {

/// How much memory the cache takes, in blocks of 16 KiB, for all torrents together. Blocks that are
/// being sent, or arrive before a peer has stopped, come on top.
struct CacheLimits {
    /// Not yet on the disk. Above `dirty_high` the peers are told to wait, until it is below
    /// `dirty_low`. Unfinished pieces may hold `parked_high`; beyond, the longest untouched are
    /// written as they are, down to `parked_low`. parked_high < dirty_low, or peers could wait for
    /// pieces that only they can finish.
    int dirty_high = 1024;
    int dirty_low = 896;
    int parked_high = 768;
    int parked_low = 512;
    /// On the disk too, kept for those who ask next.
    int clean = 512;
    /// Works under way, each of which loads at most `load`.
    int works = 32;
    int load = 16;

    /// Together at most so many bytes.
    [[nodiscard]] static CacheLimits within(std::int64_t bytes);
};

enum class Keep { blocks, nothing };

/// The cached pieces of one torrent. A BlockCache makes and fills it; everybody else only passes it
/// on. It must be drained, keeping nothing, before it goes.
struct Shelf : std::enable_shared_from_this<Shelf> {
    Volume volume;
    HashRequest usual_hash; ///< what its pieces are hashed for; learnt from the first request
    std::unordered_map<int, CachedPiece> pieces;
    int dirty = 0;  ///< blocks
    int active = 0; ///< pieces that are queued or busy
    std::vector<std::pair<Keep, Done>> drains;
};

/// Pieces on their way to the disk, and pieces that were read or written lately.
///
/// Blocks are copied in as they arrive; a whole piece is hashed from memory and stored with one
/// call. What is not stored yet is served from memory. Neighbours of a missed block are loaded with
/// it, and all who wait for a piece are served by one load.
///
/// One thread owns it all and takes every decision, so there is nothing to race for; blocks are
/// immutable once inside, and Works that pin them are carried out elsewhere: `dispatch` takes them
/// away, `completed` brings them back. Callbacks run in `submit` and `completed` only, except that
/// a read from memory is answered at once; they may call the cache.
class BlockCache {
public:
    using Dispatch = std::function<void(Work)>;

    BlockCache(CacheLimits limits, BlockPool& pool, Dispatch dispatch);

    [[nodiscard]] std::shared_ptr<Shelf> open(Volume volume) const;

    /// `data` is the whole block. `done` once it is on the disk, or will never be.
    void write(Shelf& shelf, int piece, int block, BlockRef data, WriteDone done);
    /// `length` <= 16 KiB, within the piece, at any offset.
    void read(Shelf& shelf, int piece, int offset, int length, ReadDone done);
    void hash(Shelf& shelf, int piece, HashRequest request, HashDone done);
    void hash_block(Shelf& shelf, int piece, int block, BlockHashDone done);
    /// Forgets the piece, after what is under way and not stored yet has been.
    void clear(Shelf& shelf, int piece, Done done);

    /// The SHA-1 of each block of the piece as it is now, from memory or else read from the disk at
    /// once, while the caller waits: for the rare piece that is under suspicion. Empty when it
    /// cannot be read, or is longer than `most_digested`, since the network would have to wait.
    [[nodiscard]] std::vector<Sha1Digest> digests(Shelf const& shelf, int piece) const;
    static constexpr int most_digested = 4 << 20;

    /// Stores everything of the torrent; `done` when nothing is under way. Until then the caller
    /// sends it nothing new.
    void drain(Shelf& shelf, Keep keep, Done done);

    /// Forgets all of the torrent at once, if nothing of it is dirty or under way.
    [[nodiscard]] bool try_close(Shelf& shelf);

    /// Starts what was asked for since. Call it after a batch of calls: a piece whose last block
    /// and whose hash request came in one batch takes one Work.
    void submit();
    void completed(std::vector<Work> works);

    [[nodiscard]] bool is_over_high() const { return dirty_ > limits_.dirty_high; }

    [[nodiscard]] bool is_under_low() const { return dirty_ < limits_.dirty_low; }

    [[nodiscard]] bool is_idle() const { return under_way_ == 0 && ready_.empty(); }

    [[nodiscard]] int dirty_blocks() const { return dirty_; }

    [[nodiscard]] int clean_blocks() const { return present_ - dirty_; }

private:
    using List = std::list<CachedPiece*>;

    CachedPiece& piece_of(Shelf& shelf, int index);
    void remove(CachedPiece& piece);
    void wake(CachedPiece& piece);
    void start_ready();
    void begin(CachedPiece& piece);
    void serve_arrived(CachedPiece& piece);
    void finish(Work& work);
    void finish_loads(CachedPiece& piece, Work& work);
    void finish_stores(CachedPiece& piece, Work& work);
    void finish_hash(CachedPiece& piece, Work& work);
    void settle(CachedPiece& piece);

    void put(CachedPiece& piece, int block, BlockRef data, bool dirty);
    void take_out(CachedPiece& piece, int block);
    void drop_clean(CachedPiece& piece);
    void want_store(CachedPiece& piece);
    void park(CachedPiece& piece);
    void unpark(CachedPiece& piece);
    void place(CachedPiece& piece);

    [[nodiscard]] bool holds_memory(CachedPiece const& piece) const;
    bool serve_from_memory(CachedPiece& piece, ReadWait const& read);
    void evict_clean();
    void evict_parked();
    bool finish_drains();

    CacheLimits const limits_;
    BlockPool& pool_;
    Dispatch const dispatch_;
    BlockRef zeros_; ///< what pads are made of; counts as no memory
    std::deque<CachedPiece*> ready_;
    std::vector<std::shared_ptr<Shelf>> draining_;
    List clean_pieces_; ///< longest untouched first
    List dirty_pieces_;
    int present_ = 0; ///< blocks, as are the next two
    int dirty_ = 0;
    int parked_ = 0;
    int under_way_ = 0;
    bool submitting_ = false;
};

} // namespace shoal::storage
