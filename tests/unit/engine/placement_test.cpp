#include "core/engine/intake/placement.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using engine::DiskFacts;
using engine::Recheck;

namespace {

/// Three files over four pieces of 10 bytes; the second begins within the second piece.
metainfo::Metainfo album() {
    metainfo::Metainfo torrent;
    torrent.summary.name = "album";
    torrent.summary.piece_size = 10;
    torrent.summary.pieces = 4;
    torrent.files = {{"album/one.flac", 0, 15, false},
                     {"album/art/cover.jpg", 15, 5, false},
                     {"album/two.flac", 20, 17, false}};
    return torrent;
}

} // namespace

TEST_CASE("placement: everything goes below the folder, and everything is wanted") {
    auto const placement = engine::place(album(), {}, "/data");
    REQUIRE(placement);
    CHECK(placement->paths[1] == "/data/album/art/cover.jpg");
    CHECK(placement->selected == std::vector<bool>{true, true, true});
    CHECK(placement->renames.empty());
}

TEST_CASE("placement: a new name replaces the torrent's own") {
    auto const placement = engine::place(album(), {.rename = "renamed"}, "/data");
    REQUIRE(placement);
    CHECK(placement->paths[1] == "/data/renamed/art/cover.jpg");
    CHECK(placement->renames.at(0) == "renamed/one.flac");
    for (char const* bad : {"", "..", ".", "a/b", "/etc"})
        CHECK(!engine::place(album(), {.rename = bad}, "/data"));
}

TEST_CASE("placement: a glob may name the whole path, the inner path or the last part") {
    for (char const* glob : {"album/two.flac", "two.*", "*two.flac"}) {
        auto const placement = engine::place(album(), {.select = {glob}}, "/data");
        REQUIRE_MESSAGE(placement, glob);
        CHECK(placement->selected == std::vector<bool>{false, false, true});
    }
    CHECK(engine::place(album(), {.select = {"cover.jpg", "one*"}}, "/data")->selected ==
          std::vector<bool>{true, true, false});
    auto const nothing = engine::place(album(), {.select = {"*.ogg"}}, "/data");
    REQUIRE(!nothing);
    CHECK(nothing.error().code == Errc::invalid_input);
}

TEST_CASE("placement: a magnet may select by file number (BEP 53)") {
    using Indices = std::vector<std::size_t>;
    CHECK(engine::magnet_selection("magnet:?xt=urn:btih:0&so=0,2,4-6", 10) ==
          Indices{0, 2, 4, 5, 6});
    CHECK(engine::magnet_selection("magnet:?so=1-99999999999&xt=x", 3) == Indices{1, 2});
    CHECK(engine::magnet_selection("magnet:?xt=urn:btih:0", 10).empty());
    CHECK(engine::magnet_selection("magnet:?so=x,-1,", 10).empty());
    CHECK(engine::magnet_selection("MAGNET:?so=0-1,1-2,4-3,9", 5) == Indices{0, 1, 2});
    CHECK(engine::place(album(), {.source = "magnet:?xt=a&so=1"}, "/data")->selected ==
          std::vector<bool>{false, true, false});
}

TEST_CASE("placement: a magnet that selects all files ten thousand times costs what one does") {
    std::string magnet = "magnet:?so=0-999999";
    for (int i = 0; i < 10'000; ++i)
        magnet += ",0-999999";
    CHECK(engine::magnet_selection(magnet, 1'000'000).size() == 1'000'000);
}

TEST_CASE("placement: pieces and files know each other") {
    CHECK(engine::wanted_pieces(album(), {false, true, false}) ==
          std::vector<bool>{false, true, false, false});
    CHECK(engine::wanted_pieces(album(), {true, false, true}) ==
          std::vector<bool>{true, true, true, true});
    CHECK(engine::whole_pieces(album(), {true, false, true}) ==
          std::vector<bool>{true, false, true, true});
    CHECK(engine::files_of(album(), {false, true, false, false}) == std::vector<std::size_t>{0, 1});
    CHECK(engine::files_of(album(), {false, false, false, false}).empty());
}

TEST_CASE("recheck: only what no record vouches for is hashed") {
    auto const at = [](int seconds) {
        return WallTime{std::chrono::seconds{seconds}};
    };
    engine::ResumeRecord const clean{.clean = true, .saved = at(100), .have = {true, false}};
    engine::ResumeRecord const open{.clean = false, .saved = at(100), .have = {true, false}};
    DiskFacts const fits{.any_data = true, .claims_fit = true, .newest = at(90)};
    DiskFacts const touched{.any_data = true, .claims_fit = true, .newest = at(101)};
    DiskFacts const shortened{.any_data = true, .claims_fit = false, .newest = at(90)};

    CHECK(engine::plan_recheck({}, 2, DiskFacts{}, false) == Recheck::nothing);
    CHECK(engine::plan_recheck({}, 2, fits, false) == Recheck::everything);
    CHECK(engine::plan_recheck(clean, 2, fits, false) == Recheck::nothing);
    CHECK(engine::plan_recheck(clean, 2, touched, false) == Recheck::everything);
    CHECK(engine::plan_recheck(clean, 2, shortened, false) == Recheck::everything);
    CHECK(engine::plan_recheck(clean, 3, fits, false) == Recheck::everything);
    CHECK(engine::plan_recheck(clean, 2, fits, true) == Recheck::everything);
    CHECK(engine::plan_recheck(open, 2, touched, false) == Recheck::unclaimed);
}
