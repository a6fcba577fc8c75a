#include "core/engine/disk_facts.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace shoal;

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
