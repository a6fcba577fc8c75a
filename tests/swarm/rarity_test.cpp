// That pieces are fetched rarest first, by a real session: libtorrent's picker does it by itself
// once its auto_sequential is off, and this is what notices when it no longer does.

#include "core/metainfo/workshop.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/swarm/member.hpp"

#include <algorithm>
#include <fstream>

using namespace shoal;
using namespace std::chrono_literals;
using test::Member;

namespace {

constexpr std::int64_t piece = 64 << 10;
constexpr std::int64_t common_pieces = 128;
constexpr std::int64_t rare_pieces = 64;

/// Of the pieces that it has, when it has a third of all.
double share_of_rare(Member const& leech) {
    std::shared_ptr<std::vector<bool> const> have;
    test::await(
        "a third of the pieces is there", 20s,
        [&] {
            auto const view = leech.view();
            have = view.have;
            return view.pieces_done >= (common_pieces + rare_pieces) / 3;
        },
        [&] { return leech.trace(); });
    REQUIRE(have);
    auto const rare = std::count(have->begin() + common_pieces, have->end(), true);
    auto const all = std::count(have->begin(), have->end(), true);
    return static_cast<double>(rare) / static_cast<double>(all);
}

} // namespace

TEST_CASE("rarest first: from who has everything comes what only it has") {
    test::TempDir const dir;
    test::write_random_file(dir / "all/data/common", common_pieces * piece);
    test::write_random_file(dir / "all/data/rare", rare_pieces * piece, 2);
    test::write_random_file(dir / "part/data/common", common_pieces * piece);
    auto const torrent = dir / "t.torrent";
    REQUIRE(metainfo::Workshop{}.create(
        {.paths = {dir / "all/data"}, .output = torrent, .piece_size = piece}, {}, {}));

    Member one{512 << 10};
    Member other{512 << 10};
    for (Member* const holder : {&one, &other})
        holder->add({.source = torrent.string(), .dir = dir / "part", .select = {"*common"}});
    // It fetches a last piece, or it would be the first seed, and tell of what it chooses to.
    std::fstream{dir / "all/data/common", std::ios::in | std::ios::out} << "not this";
    Member seed{1 << 20};
    seed.add({.source = torrent.string(), .dir = dir / "all", .peers = {one.endpoint()}});
    for (Member* const uploader : {&one, &other, &seed})
        test::await("it has what it gives", 10s,
                    [&] { return uploader->view().state == api::TorrentState::complete; });

    Member leech{0};
    leech.add({.source = torrent.string(),
               .dir = dir / "leech",
               .peers = {seed.endpoint(), one.endpoint(), other.endpoint()}});
    // Half of what arrives is the seed's. A third of that would be rare, were pieces not told
    // apart.
    CHECK(share_of_rare(leech) > 0.35); // 0.45
}
