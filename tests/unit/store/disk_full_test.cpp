// A real disk that fills up: see small_disk.hpp.

#include "tests/support/small_disk.hpp"
#include "tests/unit/store/opened_store.hpp"

using namespace shoal;
using namespace shoal::test;

TEST_CASE("disk full: all who wait are told, and it works again when there is space") {
    SmallDisk const disk{2 << 20};
    auto const ballast = disk.path() / "ballast";
    REQUIRE(write_file(ballast, std::string(1 << 20, 'b'), Overwrite::no));
    OpenedStore store{disk.path()};
    auto const first = *store.add(row_of(1));
    store->save_blob("dht", "before");

    auto large = row_of(2);
    large.torrent = std::string(900 << 10, 't');
    std::atomic<int> refused = 0;
    for (int i = 0; i < 3; ++i) {
        large.info_hash.v1 = digest_of<Sha1Digest>(static_cast<std::uint64_t>(10 + i));
        store->add(large, [&](Result<api::TorrentId> const& id) {
            if (!id && id.error().code == Errc::io)
                ++refused;
        });
    }
    store->save_blob("dht", std::string(700 << 10, 'd'));
    store.settle();
    CHECK(refused >= 2);
    REQUIRE(store.add(large).error().what == "the disk is full; free some space");
    CHECK(store->torrents()->size() <= 2);

    fs::remove(ballast);
    auto small = row_of(3);
    REQUIRE(store.add(small));
    store.close();

    OpenedStore const again{disk.path()};
    CHECK(again.notes.empty());
    auto const rows = *again->torrents();
    CHECK(rows.front().id == first);
    CHECK(rows.back().info_hash == small.info_hash);
}

TEST_CASE("disk full: the store cannot be made, says why, and can be made later") {
    SmallDisk const disk{1 << 20};
    auto const ballast = disk.path() / "ballast";
    REQUIRE(write_file(ballast, std::string((1 << 20) - (40 << 10), 'b'), Overwrite::no));
    for (int i = 0; i < 2; ++i) {
        auto const refused = store::Store::open(disk.path());
        REQUIRE_FALSE(refused);
        CHECK(refused.error().what == "the disk is full; free some space");
    }
    fs::remove(ballast);
    OpenedStore const store{disk.path()};
    CHECK(store.notes.empty());
    CHECK(store.add(row_of(1)));
}
