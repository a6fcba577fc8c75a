#include "core/storage/fence.hpp"
#include "core/storage/io_pool.hpp"
#include "core/storage/posix_store.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/storage/cache_stage.hpp"

#include <doctest/doctest.h>

#include <condition_variable>

using namespace shoal;
using namespace shoal::test;

namespace {

constexpr int pieces = 12;
constexpr int blocks = 20; // of the usual piece: more than one load, more than one hash run
constexpr int length = blocks * block_size;

Layout three_files() {
    std::int64_t const total = std::int64_t{length} * pieces - 7000;
    return {{{.size = 100'000}, {.size = 3}, {.size = total - 100'003}}, length};
}

/// What the bytes of the torrent must be by now, and random requests checked against it.
struct Model {
    explicit Model(unsigned seed, CacheLimits limits)
        : random(seed),
          stage(three_files(), limits),
          bytes(static_cast<std::size_t>(length) * pieces) {
        stage.piece_length = length;
        // The disk begins with zeros, like a file of full size.
        for (int file = 0; file < 3; ++file)
            stage.memory->files[file].resize(static_cast<std::size_t>(
                stage.layout->files()[static_cast<std::size_t>(file)].size));
    }

    int pick(int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); }

    std::span<std::byte> piece_bytes(int piece) {
        return std::span{bytes}.subspan(static_cast<std::size_t>(piece) * length,
                                        static_cast<std::size_t>(stage.layout->piece_size(piece)));
    }

    void write() {
        int const piece = pick(pieces);
        int const first = pick(stage.layout->blocks_in(piece));
        int const last = std::min(stage.layout->blocks_in(piece), first + 1 + pick(blocks));
        for (int b = first; b < last; ++b) {
            BlockRef block = stage.pool.take();
            auto const size = static_cast<std::size_t>(stage.layout->block_bytes(piece, b));
            std::memset(block.data(), static_cast<int>(random() & 255U), size);
            std::memcpy(piece_bytes(piece).data() + b * block_size, block.data(), size);
            ++asked;
            stage.cache.write(*stage.shelf, piece, b, std::move(block),
                              [this](StoreError const* e) {
                                  CHECK_FALSE(e);
                                  ++answered;
                              });
        }
    }

    void read() {
        int const piece = pick(pieces);
        int const size = stage.layout->piece_size(piece);
        int const offset = pick(size);
        int const count = 1 + pick(std::min(block_size, size - offset));
        auto const wanted = piece_bytes(piece).subspan(static_cast<std::size_t>(offset),
                                                       static_cast<std::size_t>(count));
        ++asked;
        stage.cache.read(*stage.shelf, piece, offset, count,
                         [this, wanted](BlockRef block, StoreError const* error) {
                             CHECK_FALSE(error);
                             // As of now: newer than the question, never older.
                             if (std::memcmp(block.data(), wanted.data(), wanted.size()) != 0)
                                 ++wrong;
                             ++answered;
                         });
    }

    /// Only pieces that nobody writes meanwhile have a hash worth comparing.
    void hash_all(bool from_disk) {
        for (int piece = 0; piece < pieces; ++piece) {
            ++asked;
            stage.cache.hash(*stage.shelf, piece, {.v1 = true, .v2 = true, .from_disk = from_disk},
                             [this, piece](Sha1Digest const& digest, std::span<Sha256Digest const>,
                                           StoreError const* error) {
                                 CHECK_FALSE(error);
                                 if (digest != sha1(piece_bytes(piece)))
                                     ++wrong;
                                 ++answered;
                             });
        }
    }

    void settle() {
        stage.cache.submit();
        for (int i = 0; i < 100'000 && !stage.works.empty(); ++i)
            stage.run_one(static_cast<std::size_t>(pick(static_cast<int>(stage.works.size()))));
    }

    /// The files hold what the model says.
    void compare_disk() {
        for (int piece = 0; piece < pieces; ++piece) {
            int at = 0;
            for (auto const& part :
                 stage.layout->extents(piece, 0, stage.layout->piece_size(piece))) {
                auto const* const disk = stage.memory->files[part.file].data() + part.offset;
                if (std::memcmp(disk, piece_bytes(piece).data() + at,
                                static_cast<std::size_t>(part.size)) != 0)
                    ++wrong;
                at += part.size;
            }
        }
    }

    std::mt19937 random;
    CacheStage stage;
    std::vector<std::byte> bytes;
    int asked = 0;
    int answered = 0;
    int wrong = 0;
};

void live(Model& model) {
    for (int round = 0; round < 6; ++round) {
        for (int step = 0; step < 150; ++step) {
            int const what = model.pick(10);
            if (what < 4)
                model.write();
            else if (what < 7)
                model.read();
            else if (what < 8)
                model.stage.cache.submit();
            else if (!model.stage.works.empty())
                model.stage.run_one(static_cast<std::size_t>(
                    model.pick(static_cast<int>(model.stage.works.size()))));
        }
        bool drained = false;
        auto const keep = model.pick(2) == 0 ? Keep::blocks : Keep::nothing;
        model.settle();
        model.hash_all(false);
        model.settle();
        model.stage.cache.drain(*model.stage.shelf, keep, [&] { drained = true; });
        model.settle();
        CHECK(drained);
        model.compare_disk();
        model.hash_all(true);
        model.settle();
        CHECK(model.asked == model.answered);
        CHECK(model.wrong == 0);
    }
}

} // namespace

TEST_CASE("block cache: any order of requests and completions keeps every byte") {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        CacheLimits limits;
        if (seed % 2 == 0)
            limits = {.dirty_high = 60,
                      .dirty_low = 50,
                      .parked_high = 40,
                      .parked_low = 20,
                      .clean = 30,
                      .works = 3};
        Model model{seed, limits};
        live(model);
    }
}

TEST_CASE("io pool: threads carry out the works of a cache over real files") {
    TempDir const dir;
    auto const pool_of_files = std::make_shared<FilePool>(2);
    Layout const layout = three_files();
    std::vector<StoredFile> files;
    for (std::size_t i = 0; i < 3; ++i)
        files.push_back({dir / std::to_string(i), layout.files()[i].size});
    auto const content = random_bytes(static_cast<std::size_t>(length) * pieces, 5);

    BlockPool pool;
    std::mutex mutex;
    std::condition_variable ready;
    bool is_done = false;
    IoPool io{3, [&] {
                  std::scoped_lock lock(mutex);
                  is_done = true;
                  ready.notify_one();
              }};
    BlockCache cache{{}, pool, [&](Work work) {
                         io.post(std::move(work));
                     }};
    auto const shelf =
        cache.open({std::make_shared<Layout>(layout),
                    std::make_shared<PosixStore>(files, Allocation::sparse, pool_of_files)});
    int stored = 0, good = 0, served = 0;
    auto const wait_for = [&](auto&& condition) {
        auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (!condition() && std::chrono::steady_clock::now() < deadline) {
            std::unique_lock lock(mutex);
            ready.wait_until(lock, deadline, [&] { return is_done; });
            is_done = false;
            lock.unlock();
            cache.completed(io.take_done());
        }
        CHECK(condition());
    };
    int total = 0;
    for (int piece = 0; piece < pieces; ++piece) {
        auto const begin = static_cast<std::size_t>(piece) * length;
        for (int b = 0; b < layout.blocks_in(piece); ++b, ++total)
            cache.write(*shelf, piece, b,
                        block_of(pool, content, begin + static_cast<std::size_t>(b) * block_size,
                                 static_cast<std::size_t>(layout.block_bytes(piece, b))),
                        [&](StoreError const* error) { stored += error ? 0 : 1; });
        cache.hash(*shelf, piece, {.v1 = true},
                   [&, piece, begin](Sha1Digest const& digest, auto, StoreError const*) {
                       auto const size = static_cast<std::size_t>(layout.piece_size(piece));
                       good += digest == sha1(std::span{content}.subspan(begin, size)) ? 1 : 0;
                   });
        cache.submit();
    }
    wait_for([&] { return stored == total && good == pieces; });
    bool drained = false;
    cache.drain(*shelf, Keep::nothing, [&] { drained = true; });
    cache.submit();
    wait_for([&] { return drained; });
    for (int piece = 0; piece < pieces; ++piece)
        for (int b = 0; b < layout.blocks_in(piece); ++b)
            cache.read(*shelf, piece, b * block_size, layout.block_bytes(piece, b),
                       [&](BlockRef block, StoreError const*) { served += block ? 1 : 0; });
    cache.submit();
    wait_for([&] { return served == total; });
    CHECK(cache.try_close(*shelf));
}

TEST_CASE("fence: what must be alone runs alone, and order is kept") {
    Fence fence;
    std::string order;
    fence.raise([&] { order += "a"; });
    fence.hold([&] { order += "b"; });
    fence.raise([&] { order += "C"; });
    fence.hold([&] { order += "d"; });
    CHECK(order == "a");
    fence.lower();
    CHECK(order == "abC");
    CHECK(fence.raised());
    fence.lower();
    CHECK(order == "abCd");
    CHECK_FALSE(fence.raised());
}

TEST_CASE("fence: what comes while those who waited run does not overtake them") {
    Fence fence;
    std::string order;
    fence.raise([] {});
    fence.hold([&] {
        order += "a";
        CHECK(fence.raised());
        fence.hold([&] { order += "c"; });
    });
    fence.hold([&] { order += "b"; });
    fence.lower();
    CHECK(order == "abc");
    CHECK_FALSE(fence.raised());
}
