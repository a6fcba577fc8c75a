#include "core/metainfo/metainfo.hpp"

#include <doctest/doctest.h>
#include <libtorrent/torrent_info.hpp>

using namespace shoal;

TEST_CASE("layout: paths, offsets and hashes are those libtorrent will use") {
    for (auto const& entry :
         fs::directory_iterator{fs::path{SHOAL_TESTDATA} / "torrents" / "good"}) {
        CAPTURE(entry.path());
        auto const ours = metainfo::load(entry.path());
        REQUIRE(ours);
        lt::error_code error;
        lt::torrent_info const theirs{entry.path().string(), error};
        REQUIRE(!error);
        auto const& storage = theirs.files();
        REQUIRE(static_cast<std::size_t>(storage.num_files()) == ours->files.size());
        for (auto const i : storage.file_range()) {
            auto const& file = ours->files[static_cast<std::size_t>(static_cast<int>(i))];
            CHECK(file.path == storage.file_path(i));
            CHECK(file.offset == storage.file_offset(i));
            CHECK(file.size == storage.file_size(i));
            CHECK(file.is_pad == storage.pad_file_at(i));
        }
        CHECK(ours->summary.pieces == theirs.num_pieces());
        auto const hashes = theirs.info_hashes();
        CHECK(ours->summary.info_hash.v1.has_value() == hashes.has_v1());
        CHECK(ours->summary.info_hash.v2.has_value() == hashes.has_v2());
        if (auto const& v1 = ours->summary.info_hash.v1)
            CHECK(std::equal(v1->begin(), v1->end(), hashes.v1.begin()));
        if (auto const& v2 = ours->summary.info_hash.v2)
            CHECK(std::equal(v2->begin(), v2->end(), hashes.v2.begin()));
    }
}
