// How much of a magnet's metadata has come, between real sessions.

#include "core/metainfo/workshop.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/swarm/member.hpp"

#include <algorithm>

using namespace shoal;
using namespace std::chrono_literals;
using test::Member;

TEST_CASE("metadata: that of many pieces is counted as it comes") {
    test::TempDir const dir;
    constexpr int files = 1500;
    fs::create_directories(dir / "seed/many");
    for (int i = 0; i < files; ++i) {
        auto const name = fmt::format("{:04}-{}", i, std::string(80, 'n'));
        REQUIRE(write_file(dir / "seed/many" / name, name, Overwrite::no));
    }
    auto const made = metainfo::Workshop{}.create(
        {.paths = {dir / "seed/many"}, .output = dir / "t.torrent", .piece_size = 16 << 10}, {},
        {});
    REQUIRE(made);
    auto const pieces = fs::file_size(dir / "t.torrent") / (16 << 10);
    REQUIRE(pieces > 8);

    Member seed{48 << 10}; // bytes/s: some seconds for all of it
    seed.add(
        {.source = (dir / "t.torrent").string(), .dir = dir / "seed", .assume_complete = true});
    test::await("the seed has its torrent", 10s,
                [&] { return seed.view().state == api::TorrentState::complete; });
    Member leech{0};
    leech.add({.source = made->magnet, .dir = dir / "leech", .peers = {seed.endpoint()}});
    std::vector<std::pair<int, int>> seen;
    test::await("the leech has the metadata", 60s, [&] {
        auto const view = leech.view();
        if (view.metadata_done > 0 && (seen.empty() || seen.back().first != view.metadata_done))
            seen.emplace_back(view.metadata_done, view.metadata_pieces);
        return view.files == files;
    });
    REQUIRE(!seen.empty());
    CHECK(std::ranges::is_sorted(seen));
    for (auto const& [done, of] : seen) {
        CHECK(done <= of);
        CHECK(of >= static_cast<int>(pieces));
        CHECK(of <= static_cast<int>(pieces) + 1);
    }
    CHECK(leech.view().metadata_pieces == 0);
}
