#include "core/storage/block_cache.hpp"
#include "tests/unit/storage/cache_stage.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::test;

namespace {

constexpr int piece_length = 256 * 1024; // 16 blocks

void fill(CacheStage& stage, std::size_t size) {
    stage.piece_length = piece_length;
    stage.content = random_bytes(size, 7);
}

Layout one_file(std::int64_t size) {
    return {{{.size = size}}, piece_length};
}

} // namespace

TEST_CASE("block cache: a whole piece is one write and its hash reads nothing back") {
    CacheStage stage{one_file(3 * piece_length)};
    fill(stage, 3 * piece_length);
    stage.write_piece(1);
    stage.ask_hash(1);
    stage.cache.submit();
    CHECK(stage.works.size() == 1);
    CHECK(stage.stored == 0);
    stage.run();
    CHECK(stage.memory->writes == 1);
    CHECK(stage.memory->reads == 0);
    CHECK(stage.stored == 16);
    CHECK(stage.digest == stage.expected_hash(1));
    CHECK(stage.read_back == 0);
}

TEST_CASE("block cache: unfinished pieces are not written before somebody wants it") {
    CacheStage stage{one_file(piece_length)};
    fill(stage, piece_length);
    stage.write_block(0, 3);
    stage.write_block(0, 4);
    stage.write_block(0, 9);
    stage.run();
    CHECK(stage.memory->writes == 0);
    bool drained = false;
    stage.cache.drain(*stage.shelf, Keep::blocks, [&] { drained = true; });
    stage.run();
    CHECK(drained);
    CHECK(stage.stored == 3);
    CHECK(stage.memory->writes == 2);

    // And the rest later: the whole is hashed without reading back what was kept.
    for (int b = 0; b < 16; ++b)
        if (b != 3 && b != 4 && b != 9)
            stage.write_block(0, b);
    stage.ask_hash(0);
    stage.run();
    CHECK(stage.digest == stage.expected_hash(0));
    CHECK(stage.read_back == 0);
    CHECK(stage.memory->files[0] == stage.content);
}

TEST_CASE("block cache: what is not yet written is read from memory, at any offset") {
    CacheStage stage{one_file(piece_length)};
    fill(stage, piece_length);
    stage.write_block(0, 2);
    stage.write_block(0, 3);
    int answers = 0;
    stage.cache.read(*stage.shelf, 0, 2 * block_size + 100, block_size,
                     [&](BlockRef block, StoreError const* error) {
                         REQUIRE_FALSE(error);
                         CHECK(std::memcmp(block.data(),
                                           stage.content.data() + 2 * block_size + 100,
                                           block_size) == 0);
                         ++answers;
                     });
    CHECK(answers == 1);
    CHECK(stage.memory->reads == 0);
}

TEST_CASE("block cache: those who miss neighbouring blocks are served by one read") {
    CacheStage stage{one_file(piece_length)};
    fill(stage, piece_length);
    stage.memory->files[0] = stage.content;
    int answers = 0;
    auto const ask = [&](int block) {
        stage.cache.read(*stage.shelf, 0, block * block_size, block_size,
                         [&, block](BlockRef data, StoreError const*) {
                             CHECK(std::memcmp(data.data(),
                                               stage.content.data() + block * block_size,
                                               block_size) == 0);
                             ++answers;
                         });
    };
    ask(5);
    ask(6);
    ask(5);
    stage.cache.submit();
    ask(11); // while the load is under way
    stage.run();
    CHECK(answers == 4);
    CHECK(stage.memory->reads == 1);
    ask(0);
    CHECK(answers == 5);
}

TEST_CASE("block cache: every size of hash is right: v1, v2, pads and a short last piece") {
    Layout layout{{{.size = 20'000},
                   {.size = piece_length - 20'000, .pad = true},
                   {.size = piece_length + 5}},
                  piece_length};
    CacheStage stage{layout};
    fill(stage, 2 * piece_length + 5);
    std::fill(stage.content.begin() + 20'000, stage.content.begin() + piece_length, std::byte{});
    for (int piece = 0; piece < 3; ++piece) {
        CAPTURE(piece);
        for (int b = 0; b < layout.blocks_in(piece); ++b)
            if (!layout.is_pad(piece, b))
                stage.write_block(piece, b);
        stage.ask_hash(piece, {.v1 = true, .v2 = true});
        stage.run();
        CHECK(stage.digest == stage.expected_hash(piece));
        int const v2_blocks = (layout.v2_size(piece) + block_size - 1) / block_size;
        for (int b = 0; b < v2_blocks; ++b) {
            auto const at = static_cast<std::size_t>(piece * piece_length + b * block_size);
            auto const size = static_cast<std::size_t>(
                std::min(block_size, layout.v2_size(piece) - b * block_size));
            CHECK(stage.v2_digests[static_cast<std::size_t>(b)] ==
                  sha256(std::span{stage.content}.subspan(at, size)));
        }
    }
    CHECK(stage.stored == 2 + 16 + 1);
    CHECK(stage.memory->files.count(1) == 0);
    CHECK(stage.memory->files[0].size() == 20'000);
    CHECK(stage.read_back == 0);

    // The same from the disk.
    stage.ask_hash(0, {.v1 = true, .v2 = true, .from_disk = true});
    stage.run();
    CHECK(stage.digest == stage.expected_hash(0));
    CHECK(stage.read_back == 16);
}

TEST_CASE("block cache: a recheck sees the disk, not the memory") {
    CacheStage stage{one_file(piece_length)};
    fill(stage, piece_length);
    stage.write_piece(0);
    stage.ask_hash(0);
    stage.run();
    stage.memory->files[0][1000] ^= std::byte{1};
    stage.ask_hash(0, {.v1 = true, .from_disk = true});
    stage.run();
    CHECK(stage.digest != stage.expected_hash(0));
}

TEST_CASE("block cache: a full disk fails the blocks concerned, and they can come again") {
    CacheStage stage{one_file(2 * piece_length)};
    fill(stage, 2 * piece_length);
    bool full = true;
    auto faulty =
        std::make_shared<FaultyStore>(*stage.memory, [&](StoreOp op, int, std::int64_t offset) {
            return full && op == StoreOp::write && offset >= piece_length ? ENOSPC : 0;
        });
    stage.shelf->volume.store = faulty;
    stage.write_piece(0);
    stage.write_piece(1);
    stage.run();
    CHECK(stage.stored == 16);
    CHECK(stage.failed == 16);
    CHECK(stage.last_error == StoreError{StoreOp::write, ENOSPC, 0});
    CHECK(stage.cache.dirty_blocks() == 0);
    bool cleared = false;
    stage.cache.clear(*stage.shelf, 1, [&] { cleared = true; });
    stage.run();
    CHECK(cleared);

    full = false;
    stage.write_piece(1);
    stage.ask_hash(1);
    stage.run();
    CHECK(stage.stored == 32);
    CHECK(stage.digest == stage.expected_hash(1));
    CHECK(stage.memory->files[0] == stage.content);
}

TEST_CASE("block cache: a read or a hash that fails says why") {
    CacheStage stage{one_file(piece_length)};
    fill(stage, piece_length);
    stage.memory->files[0].resize(100);
    std::optional<StoreError> told;
    stage.cache.read(*stage.shelf, 0, 0, 10, [&](BlockRef block, StoreError const* error) {
        CHECK_FALSE(block);
        if (error)
            told = *error;
    });
    stage.ask_hash(0);
    stage.run();
    CHECK(told == StoreError{StoreOp::read, StoreError::too_short, 0});
    CHECK(stage.hash_error == told);
    CHECK(stage.cache.is_idle());
}

TEST_CASE("block cache: a piece that was cleared takes other bytes") {
    CacheStage stage{one_file(piece_length)};
    fill(stage, piece_length);
    auto const good = stage.content;
    stage.content[5] ^= std::byte{1};
    stage.write_piece(0);
    stage.ask_hash(0);
    stage.run();
    auto const bad = stage.digest;
    stage.content = good;
    CHECK(bad != stage.expected_hash(0));
    stage.cache.clear(*stage.shelf, 0, [] {});
    stage.run();
    stage.write_piece(0);
    stage.ask_hash(0);
    stage.run();
    CHECK(stage.digest == stage.expected_hash(0));
    CHECK(stage.memory->files[0] == good);
}

TEST_CASE("block cache: the memory it takes is bounded, and peers are let go on") {
    // Large pieces, all begun and none finished: worse than any swarm.
    constexpr int large = 4 * 1024 * 1024;
    CacheLimits const limits{.dirty_high = 64,
                             .dirty_low = 56,
                             .parked_high = 48,
                             .parked_low = 32,
                             .clean = 32,
                             .works = 2};
    CacheStage stage{Layout{{{.size = 40LL * large}}, large}, limits};
    stage.piece_length = 0; // every block has the same bytes
    stage.content = random_bytes(256 * block_size, 3);
    int peak = 0, written = 0;
    for (int block = 0; block < 200; ++block)
        for (int piece = 0; piece < 20; ++piece) {
            if (!stage.cache.is_over_high()) {
                stage.write_block(piece, block);
                ++written;
            }
            stage.cache.submit();
            if (block % 3 == 0 && !stage.works.empty())
                stage.run_one(0);
            peak = std::max(peak, stage.pool.in_use());
        }
    stage.run();
    CHECK(written > 1500);
    CHECK(peak <= limits.dirty_high + limits.clean + 2);
    CHECK(stage.cache.is_under_low());
    CHECK(stage.cache.dirty_blocks() <= limits.parked_high);
}

TEST_CASE("block cache: blocks that had to leave early were hashed before") {
    constexpr int large = 4 * 1024 * 1024; // 256 blocks
    CacheLimits const limits{.dirty_high = 64,
                             .dirty_low = 56,
                             .parked_high = 48,
                             .parked_low = 32,
                             .clean = 0,
                             .works = 2};
    CacheStage stage{Layout{{{.size = 2 * large}}, large}, limits};
    stage.piece_length = large;
    stage.content = random_bytes(2 * large, 3);
    // The cache learns what is hashed from the first request.
    stage.write_piece(0);
    stage.ask_hash(0);
    stage.run();
    CHECK(stage.digest == stage.expected_hash(0));
    int const before = stage.read_back;
    for (int b = 0; b < 256; ++b) {
        stage.write_block(1, b);
        stage.run();
    }
    stage.ask_hash(1);
    stage.run();
    CHECK(stage.digest == stage.expected_hash(1));
    CHECK(stage.read_back == before);
    CHECK(stage.memory->files[0] == stage.content);
}

TEST_CASE("block cache: the limits keep together what they were given") {
    for (std::int64_t const bytes : {4 << 20, 32 << 20, 1 << 30}) {
        auto const limits = CacheLimits::within(bytes);
        CHECK(limits.parked_low < limits.parked_high);
        CHECK(limits.parked_high < limits.dirty_low);
        CHECK(limits.dirty_low < limits.dirty_high);
        auto const blocks = limits.dirty_high + limits.clean + limits.works * limits.load;
        CHECK(std::int64_t{blocks} * block_size <= bytes);
        CHECK(std::int64_t{blocks} * block_size >= bytes * 3 / 4);
    }
}

TEST_CASE("block cache: loads keep within a small cache") {
    auto const limits = CacheLimits::within(4 << 20);
    CacheStage stage{one_file(64 * piece_length), limits};
    fill(stage, 64 * piece_length);
    stage.memory->files[0] = stage.content;
    int answers = 0;
    for (int piece = 0; piece < 64; ++piece)
        stage.cache.read(*stage.shelf, piece, 5 * block_size, block_size,
                         [&](BlockRef, StoreError const*) { ++answers; });
    stage.cache.submit();
    CHECK(stage.pool.in_use() <= limits.works * limits.load + 1);
    stage.run();
    CHECK(answers == 64);
}

TEST_CASE("block cache: what is read most lately stays, up to the limit") {
    CacheLimits limits;
    limits.clean = 40; // two pieces and a half
    CacheStage stage{one_file(4 * piece_length), limits};
    fill(stage, 4 * piece_length);
    stage.memory->files[0] = stage.content;
    auto const ask = [&](int piece) {
        stage.cache.read(*stage.shelf, piece, 0, 10, [](BlockRef, StoreError const*) {});
        stage.run();
    };
    ask(0);
    ask(1);
    ask(0);
    ask(2); // pushes 1 out
    CHECK(stage.memory->reads == 3);
    ask(0);
    CHECK(stage.memory->reads == 3);
    ask(1);
    CHECK(stage.memory->reads == 4);
    CHECK(stage.cache.clean_blocks() <= 40);
}

TEST_CASE("block cache: a block that comes twice is stored as it came last") {
    CacheStage stage{one_file(piece_length)};
    fill(stage, piece_length);
    auto const good = stage.content;
    stage.content[100] ^= std::byte{1};
    stage.write_piece(0);
    stage.cache.submit(); // under way with the first bytes
    stage.content = good;
    stage.write_block(0, 0);
    stage.ask_hash(0);
    stage.run();
    CHECK(stage.stored == 17);
    CHECK(stage.digest == stage.expected_hash(0));
    CHECK(stage.memory->files[0] == good);
}

TEST_CASE("block cache: what is told that a piece is cleared may close the torrent") {
    CacheStage stage{one_file(piece_length)};
    fill(stage, piece_length);
    stage.write_block(0, 0);
    bool closed = false;
    stage.cache.clear(*stage.shelf, 0, [&] { closed = stage.cache.try_close(*stage.shelf); });
    stage.run();
    CHECK(closed);
    CHECK(stage.shelf->pieces.empty());
    CHECK(stage.cache.clean_blocks() == 0);
}

TEST_CASE("block cache: a block that comes again while it is stored does not stay for ever") {
    CacheLimits const limits{
        .dirty_high = 8, .dirty_low = 6, .parked_high = 0, .parked_low = 0, .clean = 4, .works = 2};
    CacheStage stage{one_file(8 * piece_length), limits};
    fill(stage, 8 * piece_length);
    for (int piece = 0; piece < 8; ++piece) {
        stage.write_block(piece, 0);
        stage.cache.submit();
        stage.write_block(piece, 0); // while the first is under way
        stage.run();
    }
    CHECK(stage.stored == 16);
    CHECK(stage.cache.is_under_low());
}

TEST_CASE("block cache: the digests of a piece are of what came last, in memory and on the disk") {
    CacheStage stage{one_file(2 * piece_length - 100)};
    fill(stage, 2 * piece_length - 100);
    auto const right = [&](int block) {
        auto const at = static_cast<std::size_t>(piece_length + block * block_size);
        auto const size = static_cast<std::size_t>(stage.layout->block_bytes(1, block));
        return sha1(std::span{stage.content}.subspan(at, size));
    };
    stage.write_piece(1);
    stage.run();
    bool drained = false;
    stage.cache.drain(*stage.shelf, Keep::nothing, [&] { drained = true; });
    stage.run();
    REQUIRE(drained);
    auto before = stage.cache.digests(*stage.shelf, 1); // all of it is on the disk only
    REQUIRE(before.size() == 16);
    for (int b = 0; b < 16; ++b)
        CHECK(before[static_cast<std::size_t>(b)] == right(b));

    stage.content[piece_length + 3 * block_size] ^= std::byte{1};
    stage.write_block(1, 3); // in memory only
    auto const after = stage.cache.digests(*stage.shelf, 1);
    REQUIRE(after.size() == 16);
    CHECK(after[3] != before[3]);
    before[3] = right(3);
    CHECK(after == before);
    stage.run();
}

TEST_CASE("block cache: no digests of what cannot be read, or is too long to wait for") {
    CacheStage stage{one_file(piece_length)};
    fill(stage, piece_length);
    CHECK(stage.cache.digests(*stage.shelf, 0).empty());
    int const longest = BlockCache::most_digested;
    CacheStage long_pieces{Layout{{{.size = 2 * longest}}, longest + block_size}};
    long_pieces.memory->files[0].resize(static_cast<std::size_t>(2 * longest));
    CHECK(long_pieces.cache.digests(*long_pieces.shelf, 0).empty());
    CHECK(!long_pieces.cache.digests(*long_pieces.shelf, 1).empty());
}
