#include "core/metainfo/edit.hpp"
#include "core/metainfo/metainfo.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using test::TempDir;

namespace {

using Tiers = std::vector<std::vector<std::string>>;

fs::path copy_of(TempDir const& dir, std::string const& sample) {
    auto const path = dir / "t.torrent";
    fs::copy_file(fs::path{SHOAL_TESTDATA} / "torrents/good" / (sample + ".torrent"), path);
    return path;
}

} // namespace

TEST_CASE("edit: trackers, web seeds and comment change; the info-hash and the rest stay") {
    for (auto const* sample : {"mktorrent-folder", "keys-out-of-order", "shoal-hybrid-folder"}) {
        CAPTURE(std::string{sample});
        TempDir dir;
        auto const path = copy_of(dir, sample);
        auto const before = metainfo::load(path)->summary;
        api::EditSpec spec{.file = path};
        spec.trackers = Tiers{{"http://new/1", "http://new/2"}, {"udp://new:3"}};
        spec.web_seeds = std::vector<std::string>{"http://w/a/", "http://w/b/"};
        spec.comment = "new";
        REQUIRE(metainfo::edit(spec));
        auto const after = metainfo::load(path)->summary;
        CHECK(after.info_hash == before.info_hash);
        CHECK(after.trackers == spec.trackers);
        CHECK(after.web_seeds == spec.web_seeds);
        CHECK(after.comment == "new");
        CHECK(after.created_by == before.created_by);
        CHECK(after.created_at == before.created_at);
        CHECK(after.nodes == before.nodes);
    }
}

TEST_CASE("edit: trackers are added once, and removed from whatever tier they are in") {
    TempDir dir;
    auto const path = copy_of(dir, "mktorrent-folder");
    api::EditSpec spec{.file = path};
    spec.add_trackers = {{"http://new/1", "udp://127.0.0.1:6971"}};
    spec.remove_trackers = {"http://127.0.0.1:6969/announce"};
    auto const after = metainfo::edit(spec);
    REQUIRE(after);
    CHECK(after->trackers ==
          Tiers{{"http://127.0.0.1:6970/announce"}, {"udp://127.0.0.1:6971"}, {"http://new/1"}});
}

TEST_CASE("edit: taking all away leaves no field behind") {
    TempDir dir;
    auto const path = copy_of(dir, "mktorrent-folder");
    api::EditSpec spec{.file = path};
    spec.trackers = Tiers{};
    spec.web_seeds = std::vector<std::string>{};
    spec.comment = "";
    REQUIRE(metainfo::edit(spec));
    auto const bytes = metainfo::load(path)->bytes;
    for (auto const* key : {"announce", "url-list", "comment"})
        CHECK(bytes.find(key) == std::string::npos);
}

TEST_CASE("edit: a tracker that is not there cannot be removed, and the file stays") {
    TempDir dir;
    auto const path = copy_of(dir, "mktorrent-folder");
    auto const before = read_file(path, 1 << 20);
    api::EditSpec spec{.file = path};
    spec.remove_trackers = {"http://nobody/"};
    auto const after = metainfo::edit(spec);
    REQUIRE(!after);
    CHECK(after.error().code == Errc::not_found);
    CHECK(read_file(path, 1 << 20) == before);
}

TEST_CASE("edit: another output leaves the file, and is not overwritten unasked") {
    TempDir dir;
    auto const path = copy_of(dir, "mktorrent-file");
    auto const before = read_file(path, 1 << 20);
    api::EditSpec spec{.file = path, .output = dir / "out.torrent"};
    spec.comment = "new";
    REQUIRE(metainfo::edit(spec));
    CHECK(read_file(path, 1 << 20) == before);
    auto const refused = metainfo::edit(spec).error();
    CHECK(refused.code == Errc::conflict);
    CHECK(refused.what.find("--force") != std::string::npos);
    spec.overwrite = Overwrite::yes;
    CHECK(metainfo::edit(spec));
}

TEST_CASE("edit: through a symlink the file itself changes") {
    TempDir dir;
    auto const path = copy_of(dir, "mktorrent-file");
    fs::create_symlink(path, dir / "link");
    api::EditSpec spec{.file = dir / "link"};
    spec.comment = "new";
    REQUIRE(metainfo::edit(spec));
    CHECK(fs::is_symlink(dir / "link"));
    CHECK(metainfo::load(path)->summary.comment == "new");
}
