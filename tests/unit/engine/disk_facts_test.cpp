#include "core/engine/intake/disk_facts.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace shoal;

TEST_CASE("disk facts: claims in files that are not selected this time are looked at too") {
    test::TempDir dir;
    metainfo::Metainfo torrent;
    torrent.summary.piece_size = 100;
    torrent.summary.pieces = 4;
    torrent.files = {{"t/a", 0, 250, false}, {"t/b", 250, 150, false}};
    engine::Placement const placement{
        .dir = dir.path(), .paths = {dir / "a", dir / "b"}, .selected = {false, true}};
    std::ofstream{dir / "b"} << std::string(150, 'b');
    fs::last_write_time(dir / "b", fs::file_time_type::clock::now() - std::chrono::hours{1});
    auto const at_b = engine::look(torrent, placement, {false, false, true, true});
    CHECK(at_b.claims_fit); // the shared piece's share of a may lie in the part file
    CHECK_FALSE(engine::look(torrent, placement, {false, true, true, true}).claims_fit);
    std::ofstream{dir / "a"} << std::string(250, 'a');
    CHECK(engine::look(torrent, placement, {false, false, true, true}).newest == at_b.newest);
    auto const at_both = engine::look(torrent, placement, {false, true, true, true});
    CHECK(at_both.claims_fit);
    CHECK(at_both.newest > at_b.newest);
}

TEST_CASE("disk facts: pieces in holes were not written") {
    test::TempDir dir;
    constexpr std::int64_t piece_size = 1 << 20;
    metainfo::Metainfo torrent;
    torrent.summary.piece_size = piece_size;
    torrent.summary.pieces = 8;
    torrent.files = {{"t/a", 0, 5 * piece_size + 100, false},
                     {"t/b", 5 * piece_size + 100, 2 * piece_size, false},
                     {"t/c", 7 * piece_size + 100, 10, false}};
    engine::Placement placement{.dir = dir.path()};
    for (auto const& file : torrent.files) {
        placement.paths.push_back(dir / file.path.substr(2));
        placement.selected.push_back(true);
    }
    CHECK(engine::written_pieces(torrent, placement) == std::vector<bool>(8));
    for (int i : {0, 1})
        std::ofstream{placement.paths[static_cast<std::size_t>(i)]} << "";
    fs::resize_file(placement.paths[0], 5 * piece_size + 100);
    fs::resize_file(placement.paths[1], 2 * piece_size);
    CHECK(engine::written_pieces(torrent, placement) == std::vector<bool>(8));
    {
        std::fstream a{placement.paths[0], std::ios::in | std::ios::out};
        a.seekp(2 * piece_size + 7);
        a << "data";
        std::fstream b{placement.paths[1], std::ios::in | std::ios::out};
        b << "data"; // in the piece that it shares with a
    }
    CHECK(engine::written_pieces(torrent, placement) ==
          std::vector<bool>{false, false, true, false, false, true, false, false});
}
