// The adapter under libtorrent's own contract, over real files and libtorrent's own back end.

#include "core/base/hash.hpp"
#include "core/storage/lt_disk_io.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/storage/cache_stage.hpp"

#include <doctest/doctest.h>
#include <libtorrent/add_torrent_params.hpp>
#include <libtorrent/disk_buffer_holder.hpp>
#include <libtorrent/disk_observer.hpp>
#include <libtorrent/error.hpp>
#include <libtorrent/file_storage.hpp>
#include <libtorrent/peer_request.hpp>
#include <libtorrent/session.hpp>
#include <libtorrent/storage_defs.hpp>

#include <algorithm>
#include <numeric>

using namespace shoal;
using namespace shoal::test;

namespace {

constexpr int piece_length = 64 * 1024;
constexpr int piece_blocks = piece_length / block_size;
lt::sha1_hash const info_hash{"the torrent's hash.."};

struct Observer final : lt::disk_observer {
    void on_disk() override { ++told; }

    int told = 0;
};

lt::file_storage three_files() {
    lt::file_storage files;
    files.set_piece_length(piece_length);
    files.add_file("t/one", 100'000);
    files.add_file("t/two", 50'000);
    files.add_file("t/three", 300'000);
    files.set_num_pieces(static_cast<int>((files.total_size() + piece_length - 1) / piece_length));
    return files;
}

/// As a hybrid torrent has them: each file begins with a piece, so the last one of a file is
/// padded.
lt::file_storage padded_files() {
    lt::file_storage files;
    files.set_piece_length(piece_length);
    files.add_file("t/one", 100'000);
    files.add_file("t/.pad/1", 2 * piece_length - 100'000, lt::file_storage::flag_pad_file);
    files.add_file("t/two", 300);
    files.add_file("t/.pad/2", piece_length - 300, lt::file_storage::flag_pad_file);
    files.add_file("t/three", 300'000);
    files.set_num_pieces(static_cast<int>((files.total_size() + piece_length - 1) / piece_length));
    return files;
}

using Priorities = lt::aux::vector<lt::download_priority_t, lt::file_index_t>;

std::int64_t visits(LatencyMeter const& meter) {
    auto const read = meter.read();
    return std::accumulate(read.counts.begin(), read.counts.end(), std::int64_t{0});
}

/// One torrent on a disk of its own; the test's thread is the network thread.
class Stage {
public:
    explicit Stage(lt::file_storage torrent, Priorities priorities = {})
        : files(std::move(torrent)),
          content(random_bytes(static_cast<std::size_t>(files.total_size()), 11)) {
        for (auto const file : files.file_range())
            if (files.pad_file_at(file))
                std::memset(content.data() + files.file_offset(file), 0,
                            static_cast<std::size_t>(files.file_size(file)));
        settings.set_int(lt::settings_pack::mmap_file_size_cutoff, std::numeric_limits<int>::max());
        disk = shoal::storage::disk_io(32 << 20, digests, times)(network, settings, counters);
        std::string const path = dir.path().string();
        storage = disk->new_torrent(
            {files, nullptr, path, lt::storage_mode_sparse, priorities, info_hash}, nullptr);
        check();
    }

    ~Stage() {
        storage.reset();
        disk->abort(true);
        network.run_for(std::chrono::seconds{20});
        CHECK(network.stopped());
    }

    Stage(Stage const&) = delete;
    Stage& operator=(Stage const&) = delete;

    /// Runs the network thread until `done`.
    template <class Condition>
    void until(Condition done) {
        disk->submit_jobs();
        auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (!done() && std::chrono::steady_clock::now() < deadline)
            network.run_one_for(std::chrono::seconds{1});
        REQUIRE(done());
    }

    void check() {
        bool done = false;
        disk->async_check_files(storage, nullptr, {},
                                [&](lt::status_t, lt::storage_error const& error) {
                                    CHECK_FALSE(error);
                                    done = true;
                                });
        until([&] { return done; });
    }

    bool write_block(int piece, int block) {
        lt::peer_request const request{
            lt::piece_index_t{piece}, block * block_size,
            std::min(block_size, files.piece_size(lt::piece_index_t{piece}) - block * block_size)};
        ++asked;
        return disk->async_write(storage, request,
                                 reinterpret_cast<char const*>(bytes(piece, request.start)),
                                 observer, [this](lt::storage_error const& error) {
                                     ++answered;
                                     if (error)
                                         last_error = error;
                                 });
    }

    void write_piece(int piece) {
        int const size = files.piece_size(lt::piece_index_t{piece});
        for (int b = 0; b * block_size < size; ++b)
            write_block(piece, b);
    }

    void write_all() {
        for (int piece = 0; piece < files.num_pieces(); ++piece)
            write_piece(piece);
        until([&] { return asked == answered; });
        CHECK_FALSE(last_error);
    }

    [[nodiscard]] bool hash_is_right(int piece, lt::disk_job_flags_t flags = {}) {
        std::optional<bool> right;
        auto const size = static_cast<std::size_t>(files.piece_size(lt::piece_index_t{piece}));
        auto const wanted = sha1({bytes(piece, 0), size});
        disk->async_hash(
            storage, lt::piece_index_t{piece}, {}, flags | lt::disk_interface::v1_hash,
            [&](lt::piece_index_t, lt::sha1_hash const& hash, lt::storage_error const& error) {
                right = !error && std::memcmp(hash.data(), wanted.data(), 20) == 0;
            });
        until([&] { return right.has_value(); });
        return *right;
    }

    /// What v2 hashes of a piece: not its pads. BEP 52.
    [[nodiscard]] std::span<std::byte const> v2_block(int piece, int block) const {
        int const size = files.piece_size2(lt::piece_index_t{piece}) - block * block_size;
        return {bytes(piece, block * block_size),
                static_cast<std::size_t>(std::clamp(size, 0, block_size))};
    }

    [[nodiscard]] bool is_v2_of(int piece, int block, lt::sha256_hash const& hash) const {
        auto const wanted = sha256(v2_block(piece, block));
        return std::memcmp(hash.data(), wanted.data(), wanted.size()) == 0;
    }

    /// Asks as libtorrent does: the handler owns the memory for the block hashes.
    [[nodiscard]] bool v2_hashes_are_right(int piece, lt::disk_job_flags_t flags) {
        auto const blocks = files.blocks_in_piece2(lt::piece_index_t{piece});
        std::vector<lt::sha256_hash> hashes(static_cast<std::size_t>(blocks));
        lt::span<lt::sha256_hash> const memory(hashes);
        std::optional<bool> right;
        disk->async_hash(storage, lt::piece_index_t{piece}, memory, flags,
                         [this, piece, &right,
                          hashes = std::move(hashes)](lt::piece_index_t, lt::sha1_hash const&,
                                                      lt::storage_error const& error) {
                             right = !error;
                             for (std::size_t b = 0; b < hashes.size(); ++b)
                                 right = *right && is_v2_of(piece, static_cast<int>(b), hashes[b]);
                         });
        until([&] { return right.has_value(); });
        return *right;
    }

    [[nodiscard]] bool block_hash_is_right(int piece, int block) {
        std::optional<bool> right;
        disk->async_hash2(
            storage, lt::piece_index_t{piece}, block * block_size, {},
            [&](lt::piece_index_t, lt::sha256_hash const& hash, lt::storage_error const& error) {
                right = !error && is_v2_of(piece, block, hash);
            });
        until([&] { return right.has_value(); });
        return *right;
    }

    [[nodiscard]] bool reads_right(int piece, int offset, int length) {
        std::optional<bool> right;
        disk->async_read(storage, {lt::piece_index_t{piece}, offset, length},
                         [&](lt::disk_buffer_holder buffer, lt::storage_error const& error) {
                             right = !error && buffer.size() == length &&
                                     std::memcmp(buffer.data(), bytes(piece, offset),
                                                 static_cast<std::size_t>(length)) == 0;
                         });
        until([&] { return right.has_value(); });
        return *right;
    }

    [[nodiscard]] bool all_read_right() {
        for (int piece = 0; piece < files.num_pieces(); ++piece)
            for (int at = 0; at < files.piece_size(lt::piece_index_t{piece}); at += block_size)
                if (!reads_right(
                        piece, at,
                        std::min(block_size, files.piece_size(lt::piece_index_t{piece}) - at)))
                    return false;
        return true;
    }

    [[nodiscard]] bool all_hash_right() {
        for (int piece = 0; piece < files.num_pieces(); ++piece)
            if (!hash_is_right(piece) ||
                !hash_is_right(piece, lt::disk_interface::sequential_access |
                                          lt::disk_interface::volatile_read))
                return false;
        return true;
    }

    /// Of what the piece should consist of.
    [[nodiscard]] std::vector<Sha1Digest> right_digests(int piece) const {
        std::vector<Sha1Digest> right;
        int const size = files.piece_size(lt::piece_index_t{piece});
        for (int at = 0; at < size; at += block_size)
            right.push_back(sha1(
                {bytes(piece, at), static_cast<std::size_t>(std::min(block_size, size - at))}));
        return right;
    }

    /// The file on the disk holds its part of the content.
    [[nodiscard]] bool file_is_right(int index, fs::path const& path) const {
        auto const i = lt::file_index_t{index};
        auto const found = read_file(path, 1 << 24);
        return found && static_cast<std::int64_t>(found->size()) == files.file_size(i) &&
               std::memcmp(found->data(), content.data() + files.file_offset(i), found->size()) ==
                   0;
    }

    [[nodiscard]] std::byte const* bytes(int piece, int offset) const {
        return content.data() + static_cast<std::ptrdiff_t>(piece) * piece_length + offset;
    }

    TempDir dir;
    lt::file_storage files;
    std::vector<std::byte> content;
    lt::io_context network;
    lt::settings_pack settings = lt::default_settings();
    lt::counters counters;
    std::shared_ptr<BlockDigests> digests = std::make_shared<BlockDigests>();
    std::shared_ptr<DiskTimes> times = std::make_shared<DiskTimes>();
    std::unique_ptr<lt::disk_interface> disk;
    lt::storage_holder storage;
    std::shared_ptr<Observer> observer = std::make_shared<Observer>();
    lt::storage_error last_error;
    int asked = 0;
    int answered = 0;
};

} // namespace

TEST_CASE("disk: pieces over several files are written whole, hashed and read") {
    Stage stage{three_files()};
    stage.write_all();
    CHECK(stage.all_hash_right());
    CHECK(stage.all_read_right());
    CHECK(stage.reads_right(1, 100, block_size));
    CHECK(stage.file_is_right(0, stage.dir / "t/one"));
    CHECK(stage.file_is_right(1, stage.dir / "t/two"));
    CHECK(stage.file_is_right(2, stage.dir / "t/three"));
    // One write for each piece in each of its files: 7 pieces, two borders.
    CHECK(stage.counters[lt::counters::num_write_ops] == 9);
    CHECK(visits(stage.times->write) == 7);
    CHECK(visits(stage.times->hash) >= 7);
    CHECK(visits(stage.times->read) >= 1);
}

TEST_CASE("disk: v2 hashes, alone or with v1, from memory and from the disk, leave pads out") {
    for (auto const flags :
         {lt::disk_job_flags_t{}, lt::disk_job_flags_t{lt::disk_interface::v1_hash}}) {
        Stage stage{padded_files()};
        stage.write_all();
        CHECK(stage.all_hash_right());
        for (int piece = 0; piece < stage.files.num_pieces(); ++piece) {
            CHECK(stage.v2_hashes_are_right(piece, flags));
            CHECK(stage.v2_hashes_are_right(piece, flags | lt::disk_interface::sequential_access));
            CHECK(stage.block_hash_is_right(piece, 0));
        }
        CHECK(stage.all_read_right());
        CHECK(stage.file_is_right(0, stage.dir / "t/one"));
        CHECK(stage.file_is_right(2, stage.dir / "t/two"));
        CHECK_FALSE(fs::exists(stage.dir / "t/.pad"));
    }
}

TEST_CASE("disk: move, rename and delete find everything stored, and all goes on after") {
    Stage stage{three_files()};
    for (int piece = 0; piece < stage.files.num_pieces(); ++piece)
        stage.write_piece(piece);
    // Not waited for: the move must.
    int done = 0;
    auto const elsewhere = (stage.dir / "elsewhere").string();
    stage.disk->async_move_storage(
        stage.storage, elsewhere, lt::move_flags_t::always_replace_files,
        [&](lt::status_t status, std::string const&, lt::storage_error const& error) {
            CHECK(status == lt::status_t::no_error);
            CHECK_FALSE(error);
            CHECK(stage.asked == stage.answered);
            ++done;
        });
    stage.disk->async_rename_file(
        stage.storage, lt::file_index_t{1}, "t/second",
        [&](std::string const&, lt::file_index_t, lt::storage_error const& error) {
            CHECK_FALSE(error);
            ++done;
        });
    // Asked while the fence is up.
    bool read_right = false;
    stage.disk->async_read(stage.storage, {lt::piece_index_t{1}, 0, block_size},
                           [&](lt::disk_buffer_holder buffer, lt::storage_error const&) {
                               read_right = buffer && std::memcmp(buffer.data(), stage.bytes(1, 0),
                                                                  block_size) == 0;
                               ++done;
                           });
    stage.until([&] { return done == 3; });
    CHECK(read_right);
    CHECK(stage.file_is_right(0, stage.dir / "elsewhere/t/one"));
    CHECK(stage.file_is_right(1, stage.dir / "elsewhere/t/second"));
    CHECK(stage.all_read_right());
    stage.disk->async_delete_files(stage.storage, lt::session::delete_files,
                                   [&](lt::storage_error const&) { ++done; });
    stage.until([&] { return done == 4; });
    CHECK_FALSE(fs::exists(stage.dir / "elsewhere/t/second"));
    CHECK_FALSE(stage.reads_right(0, 0, block_size));
}

TEST_CASE("disk: what an unwanted file shares goes to the part file, and comes out when wanted") {
    Priorities priorities(3, lt::default_priority);
    priorities[lt::file_index_t{1}] = lt::dont_download;
    Stage stage{three_files(), priorities};
    stage.write_all();
    CHECK_FALSE(fs::exists(stage.dir / "t/two"));
    CHECK(stage.file_is_right(0, stage.dir / "t/one"));
    CHECK(stage.file_is_right(2, stage.dir / "t/three"));
    CHECK(stage.all_hash_right());
    CHECK(stage.all_read_right());
    bool done = false;
    stage.disk->async_set_file_priority(stage.storage, Priorities(3, lt::default_priority),
                                        [&](lt::storage_error const& error, Priorities) {
                                            CHECK_FALSE(error);
                                            done = true;
                                        });
    stage.until([&] { return done; });
    CHECK(stage.file_is_right(1, stage.dir / "t/two"));
    stage.write_all(); // now through our own store
    CHECK(stage.all_hash_right());
    CHECK(stage.file_is_right(1, stage.dir / "t/two"));
}

TEST_CASE("disk: stop and release store unfinished pieces first") {
    for (bool const stop : {false, true}) {
        Stage stage{three_files()};
        stage.write_block(0, 1);
        stage.write_block(5, 2);
        bool done = false;
        auto const ended = [&] {
            CHECK(stage.answered == 2);
            done = true;
        };
        if (stop)
            stage.disk->async_stop_torrent(stage.storage, ended);
        else
            stage.disk->async_release_files(stage.storage, ended);
        stage.until([&] { return done; });
        auto const one = read_file(stage.dir / "t/one", 1 << 20);
        REQUIRE(one);
        CHECK(std::memcmp(one->data() + block_size, stage.bytes(0, block_size), block_size) == 0);
        stage.write_block(0, 0);
        stage.write_block(0, 2);
        stage.write_block(0, 3);
        CHECK(stage.hash_is_right(0));
    }
}

TEST_CASE("disk: a peer that is too fast is told to wait, and later to go on") {
    lt::file_storage files;
    files.set_piece_length(piece_length);
    files.add_file("large", 64 << 20);
    files.set_num_pieces((64 << 20) / piece_length);
    Stage stage{files};
    bool waits = false;
    for (int piece = 0; piece < files.num_pieces(); ++piece)
        for (int b = 0; b < piece_blocks; ++b)
            waits = stage.write_block(piece, b) || waits;
    CHECK(waits);
    stage.until([&] { return stage.asked == stage.answered; });
    CHECK(stage.observer->told > 0);
    CHECK(stage.file_is_right(0, stage.dir / "large") == false); // larger than what we read
    CHECK(fs::file_size(stage.dir / "large") == 64 << 20);
    CHECK(stage.reads_right(500, 0, block_size));
}

TEST_CASE("disk: an error names the file and the operation") {
    Stage stage{three_files()};
    fs::create_directories(stage.dir / "t/three");
    stage.write_piece(4);
    stage.until([&] { return stage.asked == stage.answered; });
    CHECK(stage.last_error.file() == lt::file_index_t{2});
    CHECK(stage.last_error.operation == lt::operation_t::file_open);
    CHECK(stage.last_error.ec == boost::system::errc::is_a_directory);

    // It goes on when the cause is gone.
    fs::remove(stage.dir / "t/three");
    bool cleared = false;
    stage.disk->async_clear_piece(stage.storage, lt::piece_index_t{4},
                                  [&](lt::piece_index_t) { cleared = true; });
    stage.until([&] { return cleared; });
    stage.last_error = {};
    stage.write_all();
    CHECK(stage.all_hash_right());
}

TEST_CASE("disk: blocks are digested over several files, stored or on their way") {
    for (auto const& files : {three_files(), padded_files()}) {
        Stage stage{files};
        for (int piece = 0; piece < files.num_pieces(); ++piece)
            stage.write_piece(piece); // not waited for
        for (int piece = 0; piece < files.num_pieces(); ++piece)
            CHECK((*stage.digests)(info_hash, lt::piece_index_t{piece}) ==
                  stage.right_digests(piece));
        stage.until([&] { return stage.asked == stage.answered; });
        for (int piece = 0; piece < files.num_pieces(); ++piece)
            CHECK((*stage.digests)(info_hash, lt::piece_index_t{piece}) ==
                  stage.right_digests(piece));
    }
}

TEST_CASE("disk: blocks are not digested of an unknown torrent, or behind our back") {
    Priorities priorities(3, lt::default_priority);
    priorities[lt::file_index_t{1}] = lt::dont_download;
    Stage stage{three_files(), priorities};
    stage.write_all();
    auto const& digests = *stage.digests;
    CHECK(digests(lt::sha1_hash{"another torrent's..."}, lt::piece_index_t{0}).empty());
    CHECK(digests(info_hash, lt::piece_index_t{0}) == stage.right_digests(0));
    CHECK(digests(info_hash, lt::piece_index_t{1}).empty()); // a part of it is in the part file
    bool done = false;
    stage.disk->async_release_files(stage.storage, [&] { done = true; });
    CHECK(digests(info_hash, lt::piece_index_t{0}).empty()); // the fence is up
    stage.until([&] { return done; });
    CHECK(digests(info_hash, lt::piece_index_t{0}) == stage.right_digests(0));
}
