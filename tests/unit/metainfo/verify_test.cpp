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
