#pragma once

#include "core/storage/block_cache.hpp"
#include "tests/unit/storage/fake_stores.hpp"

#include <random>
#include <string>

namespace shoal::test {

using namespace shoal::storage; // NOLINT: a test of one room

inline BlockRef block_of(BlockPool& pool, std::vector<std::byte> const& bytes, std::size_t at,
                         std::size_t size) {
    BlockRef block = pool.take();
    std::memcpy(block.data(), bytes.data() + at, size);
    return block;
}

inline std::vector<std::byte> random_bytes(std::size_t size, unsigned seed) {
    std::mt19937 random{seed};
    std::vector<std::byte> bytes(size);
    for (auto& byte : bytes)
        byte = static_cast<std::byte>(random());
    return bytes;
}

/// A cache over files in memory, whose Works are carried out when the test says so.
struct CacheStage {
    explicit CacheStage(Layout files, CacheLimits limits = {})
        : layout(std::make_shared<Layout>(std::move(files))),
          cache(limits, pool, [this](Work work) { works.push_back(std::move(work)); }),
          shelf(cache.open({layout, store})) {}

    /// Carries out everything, first come first served.
    void run() {
        cache.submit();
        for (int i = 0; i < 10'000 && !works.empty(); ++i)
            run_one(0);
    }

    void run_one(std::size_t index) {
        Work work = std::move(works[index]);
        works.erase(works.begin() + static_cast<std::ptrdiff_t>(index));
        perform(work);
        read_back += work.effort.blocks_read_back;
        std::vector<Work> done;
        done.push_back(std::move(work));
        cache.completed(std::move(done));
    }

    /// The piece's bytes, block by block; counts the acknowledgements.
    void write_block(int piece, int block) {
        int const size = layout->block_bytes(piece, block);
        auto const at = static_cast<std::size_t>(piece * piece_length + block * block_size);
        cache.write(*shelf, piece, block,
                    block_of(pool, content, at, static_cast<std::size_t>(size)),
                    [this](StoreError const* error) {
                        ++(error ? failed : stored);
                        if (error)
                            last_error = *error;
                    });
    }

    void write_piece(int piece) {
        for (int b = 0; b < layout->blocks_in(piece); ++b)
            write_block(piece, b);
    }

    void ask_hash(int piece, HashRequest request = {.v1 = true}) {
        cache.hash(*shelf, piece, request,
                   [this](Sha1Digest const& v1, std::span<Sha256Digest const> v2,
                          StoreError const* error) {
                       digest = v1;
                       v2_digests.assign(v2.begin(), v2.end());
                       hash_error.reset();
                       if (error)
                           hash_error = *error;
                       ++hashes;
                   });
    }

    [[nodiscard]] Sha1Digest expected_hash(int piece) const {
        auto const at = static_cast<std::size_t>(piece) * static_cast<std::size_t>(piece_length);
        return sha1(
            std::span{content}.subspan(at, static_cast<std::size_t>(layout->piece_size(piece))));
    }

    BlockPool pool;
    std::shared_ptr<Layout> layout;
    std::shared_ptr<MemoryStore> memory = std::make_shared<MemoryStore>();
    std::shared_ptr<BlockStore> store = memory;
    std::vector<Work> works;
    BlockCache cache;
    std::shared_ptr<Shelf> shelf;
    int piece_length = 0; ///< of `content`
    std::vector<std::byte> content;

    int stored = 0;
    int failed = 0;
    int hashes = 0;
    int read_back = 0;
    std::optional<StoreError> last_error;
    std::optional<StoreError> hash_error;
    Sha1Digest digest{};
    std::vector<Sha256Digest> v2_digests;
};

} // namespace shoal::test
