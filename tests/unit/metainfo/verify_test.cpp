#include "core/metainfo/create.hpp"
#include "core/metainfo/verify.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <array>
#include <fstream>

using namespace shoal;
using test::TempDir;

namespace {

metainfo::Metainfo torrent_of(fs::path const& content, api::Format format = api::Format::v1) {
    TempDir dir;
    api::CreateSpec spec;
    spec.paths = {content};
    spec.output = dir / "t.torrent";
    spec.piece_size = 16384;
    spec.format = format;
    REQUIRE(metainfo::create(spec, {}, {}));
    return *metainfo::load(*spec.output);
}

api::VerifyReport verify(metainfo::Metainfo const& torrent, fs::path const& data) {
    auto const report = metainfo::verify(torrent, data, {}, {});
    REQUIRE(report);
    return *report;
}

} // namespace

TEST_CASE("verify: the content, or the folder that holds it, will do") {
    TempDir dir;
    test::write_random_file(dir / "tree/a", 20000);
    test::write_random_file(dir / "tree/b", 20000, 2);
    auto const tree = torrent_of(dir / "tree");
    CHECK(verify(tree, dir.path()).ok);
    CHECK(verify(tree, dir / "tree").ok);
    auto const file = torrent_of(dir / "tree/a");
    CHECK(verify(file, dir / "tree").ok);
    CHECK(verify(file, dir / "tree/a").ok);
    CHECK(metainfo::verify(file, dir / "nothing", {}, {}).error().code == Errc::not_found);
}

TEST_CASE("verify: a renamed content verifies when it is named itself") {
    TempDir dir;
    test::write_random_file(dir / "tree/a", 20000);
    auto const tree = torrent_of(dir / "tree");
    auto const file = torrent_of(dir / "tree/a");
    fs::rename(dir / "tree", dir / "moved");
    CHECK(verify(tree, dir / "moved").ok);
    fs::rename(dir / "moved/a", dir / "moved/b");
    CHECK(verify(file, dir / "moved/b").ok);
    CHECK(!verify(file, dir / "moved").ok);
}

TEST_CASE("verify: damage is told by piece and file, in every format") {
    TempDir dir;
    test::write_random_file(dir / "tree/a", 49152);
    test::write_random_file(dir / "tree/b", 16384, 2);
    for (auto const format : {api::Format::v1, api::Format::v2, api::Format::hybrid}) {
        auto const torrent = torrent_of(dir / "tree", format);
        auto bytes = *read_file(dir / "tree/a", 1 << 20);
        auto const whole = bytes;
        bytes[20000] ^= 1;
        REQUIRE(write_file(dir / "tree/a", bytes, Overwrite::yes));
        auto const report = verify(torrent, dir.path());
        REQUIRE(write_file(dir / "tree/a", whole, Overwrite::yes));
        CHECK(!report.ok);
        CHECK(report.pieces_ok == 3);
        CHECK(report.pieces_bad == 1);
        CHECK(report.bad_pieces == std::vector<std::int64_t>{1});
        REQUIRE(report.files.size() == 2);
        CHECK(!report.files[0].ok);
        CHECK(report.files[0].bad_bytes == 16384);
        CHECK(report.files[1].ok);
    }
}

TEST_CASE("verify: missing, empty and overlong files are told apart") {
    TempDir dir;
    test::write_random_file(dir / "tree/gone", 16384);
    test::write_random_file(dir / "tree/gone-empty", 0);
    test::write_random_file(dir / "tree/longer", 16384);
    test::write_random_file(dir / "tree/whole", 16384);
    auto const torrent = torrent_of(dir / "tree");
    fs::remove(dir / "tree/gone");
    fs::remove(dir / "tree/gone-empty");
    std::ofstream{dir / "tree/longer", std::ios::app} << 'x';
    auto const report = verify(torrent, dir.path());
    REQUIRE(report.files.size() == 4);
    CHECK(report.files[0].missing);
    CHECK(report.files[0].bad_bytes == 16384);
    CHECK(report.files[1].missing);
    CHECK(!report.files[2].ok);
    CHECK(!report.files[2].missing);
    CHECK(report.files[2].bad_bytes == 0);
    CHECK(report.files[3].ok);
    CHECK(report.pieces_bad == 1);
}

TEST_CASE("verify: merkle trees agree with a sample that another program computed") {
    TempDir dir;
    auto const torrent =
        metainfo::load(fs::path{SHOAL_TESTDATA} / "torrents/good/v2-by-formula.torrent");
    REQUIRE(torrent);
    fs::create_directory(dir / "formula");
    for (auto const& file : torrent->summary.files) {
        std::string bytes;
        for (std::int64_t i = 0; i < file.size; ++i)
            bytes += static_cast<char>((i * i / 7 + i) % 251);
        REQUIRE(write_file(dir / file.path, bytes, Overwrite::no));
    }
    auto const report = verify(*torrent, dir.path());
    CHECK(report.ok);
    CHECK(report.pieces_ok == 1 + 1 + 1 + 4 + 5);
    CHECK(torrent_of(dir / "formula", api::Format::v2).summary.files.size() == 6);
}

TEST_CASE("verify: what we would save under another name is found under its own, in place") {
    TempDir dir;
    test::write_random_file(dir / "tree/new\nline", 20000);
    test::write_random_file(dir / "tree/esc\x1b[1m/right\xe2\x80\xaeleft", 20000, 2);
    test::write_random_file(dir / "lone\nfile", 20000, 3);
    for (auto const format : {api::Format::v1, api::Format::v2, api::Format::hybrid}) {
        auto const tree = torrent_of(dir / "tree", format);
        CHECK(verify(tree, dir.path()).ok);
        CHECK(verify(tree, dir / "tree").ok);
        auto const lone = torrent_of(dir / "lone\nfile", format);
        CHECK(verify(lone, dir.path()).ok);
        CHECK(verify(lone, dir / "lone\nfile").ok);
    }
}

TEST_CASE("verify: a download of the same torrent is found under the names that it has") {
    TempDir dir;
    test::write_random_file(dir / "tree/a\nb", 20000);
    test::write_random_file(dir / "tree/a_b", 20000, 2); // what we call the other
    auto const torrent = torrent_of(dir / "tree");
    CHECK(verify(torrent, dir.path()).ok);
    REQUIRE(torrent.files.size() == 2);
    REQUIRE(torrent.files[0].raw_path == "tree/a\nb");
    fs::rename(dir / "tree", dir / "raw");
    fs::create_directory(dir / "tree");
    fs::copy_file(dir / "raw/a\nb", dir / torrent.files[0].path);
    auto const half = verify(torrent, dir.path()); // the second is not there yet
    CHECK(half.files[0].bad_bytes < 20000);
    CHECK(half.files[1].missing);
    fs::copy_file(dir / "raw/a_b", dir / torrent.files[1].path);
    CHECK(verify(torrent, dir.path()).ok);
}

TEST_CASE("verify: what cannot be read is not damaged") {
    TempDir dir;
    test::write_random_file(dir / "tree/a", 3 * 16384);
    test::write_random_file(dir / "tree/b", 2 * 16384, 2);
    test::write_random_file(dir / "tree/c", 16384 + 100, 3);
    test::write_random_file(dir / "tree/d", 100, 4);
    auto const torrent = torrent_of(dir / "tree");
    fs::remove(dir / "tree/c");
    fs::create_directory(dir / "tree/c"); // no mode keeps root from reading
    auto report = verify(torrent, dir.path());
    CHECK(!report.ok);
    CHECK(report.pieces_ok == 5);
    CHECK(report.pieces_bad == 0);
    CHECK(report.pieces_unread == 2);
    CHECK(report.files[1].ok);
    CHECK(report.files[2].error.find("folder") != std::string::npos);
    CHECK(!report.files[2].missing);
    CHECK(report.files[2].bad_bytes == 0);
    CHECK(report.files[2].unread_bytes == 16384 + 100);
    CHECK(!report.files[3].ok); // nobody knows
    CHECK(report.files[3].error.empty());
    CHECK(report.files[3].unread_bytes == 100);
    REQUIRE(report.failure);
    CHECK(report.failure->where == (dir / "tree/c").string());
    fs::resize_file(dir / "tree/a", 16384);
    CHECK(verify(torrent, dir.path()).pieces_bad == 2);
}

TEST_CASE("verify: a file is not the content of a torrent of several") {
    TempDir dir;
    test::write_random_file(dir / "tree/a", 20000);
    test::write_random_file(dir / "tree/b", 20000, 2);
    auto const refused = metainfo::verify(torrent_of(dir / "tree"), dir / "tree/a", {}, {});
    REQUIRE(!refused);
    CHECK(refused.error().code == Errc::invalid_input);
    CHECK(refused.error().where == (dir / "tree/a").string());
}
