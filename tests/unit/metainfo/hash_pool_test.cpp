#include "core/metainfo/hash_pool.hpp"
#include "core/metainfo/piece_hashes.hpp"
#include "core/metainfo/progress_meter.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <mutex>

using namespace shoal;
using metainfo::HashPlan;
using metainfo::LayoutFile;
using metainfo::PieceHash;
using metainfo::PieceSource;
using test::TempDir;

namespace {

constexpr std::int64_t piece_size = 32768;

/// Files on disk, one after the other in the piece space, and all their bytes.
struct Tree {
    TempDir dir;
    std::vector<LayoutFile> files;
    std::vector<fs::path> paths;
    std::string bytes;

    void add(std::int64_t size) {
        auto const name = std::to_string(files.size());
        test::write_random_file(dir / name, size, files.size() + 1);
        files.push_back({name, static_cast<std::int64_t>(bytes.size()), size});
        paths.push_back(dir / name);
        bytes += *read_file(paths.back(), size);
    }

    [[nodiscard]] std::size_t pieces() const {
        return static_cast<std::size_t>(metainfo::pieces_in(std::ssize(bytes), piece_size));
    }

    [[nodiscard]] Bytes piece(std::size_t index) const {
        auto const begin = index * piece_size;
        return std::as_bytes(std::span{bytes})
            .subspan(begin, std::min<std::size_t>(piece_size, bytes.size() - begin));
    }
};

/// More pieces than lanes, of every kind: within a file, over two, over many small ones.
void fill(Tree& tree) {
    tree.add(900'000);
    for (int i = 0; i < 300; ++i)
        tree.add(i * 7 % 500);
    tree.add(123'456);
    tree.add(100);
}

std::vector<std::optional<Result<PieceHash>>> hash(Tree const& tree, PieceSource const& source,
                                                   std::vector<bool> const& wanted, int threads) {
    std::vector<std::optional<Result<PieceHash>>> hashes(tree.pieces());
    std::mutex mutex;
    auto const keep = [&](std::int64_t piece, Result<PieceHash> hash) -> Result<void> {
        std::scoped_lock const lock(mutex);
        auto& place = hashes[static_cast<std::size_t>(piece)];
        CHECK(!place);
        place = std::move(hash);
        return {};
    };
    REQUIRE(metainfo::hash_pieces({source, wanted, threads}, keep, {}, {}));
    return hashes;
}

Sha256Digest root(Bytes bytes, std::size_t width) {
    if (width == 1)
        return bytes.empty() ? Sha256Digest{} : sha256(bytes);
    auto const half = std::min(bytes.size(), width / 2 * 16384);
    std::array<Sha256Digest, 2> const children{root(bytes.first(half), width / 2),
                                               root(bytes.subspan(half), width / 2)};
    return sha256(std::as_bytes(std::span{children}));
}

std::ptrdiff_t open_files() {
    return std::distance(fs::directory_iterator{"/proc/self/fd"}, fs::directory_iterator{});
}

} // namespace

TEST_CASE("hash_pool: pieces over one, two and many files have the SHA-1 of their bytes") {
    Tree tree;
    fill(tree);
    PieceSource const source{tree.files, tree.paths, piece_size};
    for (int const threads : {1, 3}) {
        auto const hashes = hash(tree, source, {}, threads);
        for (std::size_t i = 0; i < tree.pieces(); ++i) {
            CAPTURE(i);
            REQUIRE(hashes[i]);
            REQUIRE(*hashes[i]);
            CHECK((**hashes[i]).v1 == sha1(tree.piece(i)));
        }
    }
}

TEST_CASE("hash_pool: only the wanted pieces are hashed") {
    Tree tree;
    fill(tree);
    PieceSource const source{tree.files, tree.paths, piece_size};
    std::vector<bool> wanted(tree.pieces());
    for (std::size_t i = 0; i < wanted.size(); i += 3)
        wanted[i] = true;
    auto const hashes = hash(tree, source, wanted, 2);
    for (std::size_t i = 0; i < tree.pieces(); ++i) {
        CAPTURE(i);
        REQUIRE(hashes[i].has_value() == wanted[i]);
        if (wanted[i])
            CHECK((**hashes[i]).v1 == sha1(tree.piece(i)));
    }
}

TEST_CASE(
    "hash_pool: a hybrid's pieces have both hashes, pads are zeros for v1 and nothing for v2") {
    Tree tree;
    tree.add(piece_size * 20 + 20'000);
    tree.files.push_back({".pad/0", std::ssize(tree.bytes), piece_size - 20'000, true});
    tree.paths.emplace_back();
    tree.bytes.resize(tree.bytes.size() + static_cast<std::size_t>(piece_size) - 20'000);
    tree.add(30'000);
    PieceSource const source{tree.files, tree.paths, piece_size, true, true};
    auto const hashes = hash(tree, source, {}, 1);
    for (std::size_t i = 0; i < tree.pieces(); ++i) {
        CAPTURE(i);
        CHECK((**hashes[i]).v1 == sha1(tree.piece(i)));
        auto const content = i == 20 ? tree.piece(i).first(20'000) : tree.piece(i);
        CHECK((**hashes[i]).v2 == root(content, 2));
    }
}

TEST_CASE("hash_pool: a missing and a short file spoil the pieces that touch them, no others") {
    Tree tree;
    fill(tree);
    auto const touches = [&](std::size_t piece, LayoutFile const& file) {
        auto const begin = static_cast<std::int64_t>(piece) * piece_size;
        return file.offset < begin + piece_size && file.offset + file.size > begin;
    };
    auto const& lost = tree.files[200];
    auto const& cut = tree.files[301];
    fs::remove(tree.paths[200]);
    fs::resize_file(tree.paths[301], 0);
    PieceSource const source{tree.files, tree.paths, piece_size};
    auto const hashes = hash(tree, source, {}, 1);
    for (std::size_t i = 0; i < tree.pieces(); ++i) {
        CAPTURE(i);
        CHECK(hashes[i]->has_value() == (!touches(i, lost) && !touches(i, cut)));
        if (*hashes[i])
            CHECK((**hashes[i]).v1 == sha1(tree.piece(i)));
    }
}

TEST_CASE("hash_pool: the last report of progress counts every byte") {
    Tree tree;
    fill(tree);
    api::Progress last{};
    auto const ignore = [](std::int64_t, Result<PieceHash> const&) {
        return Result<void>{};
    };
    PieceSource const source{tree.files, tree.paths, piece_size};
    auto const told = [&](api::Progress const& progress) {
        last = progress;
    };
    REQUIRE(metainfo::hash_pieces({source, {}, 2}, ignore, told, {}));
    CHECK(last.done_bytes == std::ssize(tree.bytes));
    CHECK(last.total_bytes == std::ssize(tree.bytes));
}

TEST_CASE(
    "hash_pool: progress names the file, the threads, and what they wait for once that shows") {
    Tree tree;
    tree.add(40'000);
    tree.add(90'000);
    tree.files[0].path = "folder/one";
    tree.files[1].path = "folder/sub/two";
    PieceSource const source{tree.files, tree.paths, piece_size};
    CHECK(metainfo::file_of(source, 0) == "one");
    CHECK(metainfo::file_of(source, 1) == "one");
    CHECK(metainfo::file_of(source, 2) == "sub/two");
    api::Progress last;
    auto const keep = [](std::int64_t, Result<PieceHash> const&) -> Result<void> {
        return {};
    };
    REQUIRE(metainfo::hash_pieces({source, {}, 2}, keep,
                                  [&](api::Progress const& progress) { last = progress; }, {}));
    CHECK(last.threads == 2);
    CHECK(!last.file.empty());
    CHECK(last.bound == api::Bound::unknown); // 130 kB are done at once
}

TEST_CASE("progress_meter: what took most of the time is what is waited for") {
    using namespace std::chrono_literals;
    std::vector<LayoutFile> const files{{"f", 0, 1}};
    std::vector<fs::path> const paths{"f"};
    PieceSource const source{files, paths, piece_size};
    api::Progress last;
    api::OnProgress const keep = [&](api::Progress const& progress) {
        last = progress;
    };
    metainfo::ProgressMeter meter{keep, 100, source, 1};
    meter.add(10, {.reading = 90ms, .hashing = 30ms});
    meter.finish();
    CHECK(last.bound == api::Bound::reading);
    CHECK(last.file == "f");
    meter.add(10, {.reading = 10ms, .hashing = 90ms});
    meter.finish();
    CHECK(last.bound == api::Bound::hashing);
}

TEST_CASE("hash_pool: a stop ends it after the pieces that are being hashed") {
    Tree tree;
    fill(tree);
    std::stop_source stop;
    std::size_t hashed = 0;
    auto const end = [&](std::int64_t, Result<PieceHash> const&) {
        stop.request_stop();
        ++hashed;
        return Result<void>{};
    };
    PieceSource const source{tree.files, tree.paths, piece_size};
    auto const outcome = metainfo::hash_pieces({source, {}, 1}, end, {}, stop.get_token());
    REQUIRE(!outcome);
    CHECK(outcome.error().code == Errc::unavailable);
    CHECK(hashed < tree.pieces());
}

TEST_CASE("piece_reader: few files are open at once, however many the stretches lie in") {
    Tree tree;
    for (int i = 0; i < 300; ++i)
        tree.add(300);
    metainfo::PieceReader reader{tree.files, tree.paths};
    std::array stretches{reader.stretch(100, 40'000), reader.stretch(40'000, 80'000)};
    std::array<std::byte, 1000> buffer{};
    auto const before = open_files();
    for (std::size_t step = 0; step < 39; ++step)
        for (auto& stretch : stretches) {
            auto const at = static_cast<std::size_t>(stretch.at);
            REQUIRE(reader.read(stretch, buffer));
            CHECK(std::memcmp(buffer.data(), tree.bytes.data() + at, buffer.size()) == 0);
            CHECK(open_files() <= before + 4);
        }
    reader.end_batch();
    CHECK(open_files() <= before + 1);
}
