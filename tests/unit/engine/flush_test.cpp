#include "core/engine/records/flush.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using engine::flush_all;
using engine::flush_list;
using Paths = std::vector<fs::path>;

namespace {

/// Three files over four pieces of 10 bytes; the second, which is not wanted, begins and ends
/// within the second piece.
metainfo::Metainfo album() {
    metainfo::Metainfo torrent;
    torrent.summary.piece_size = 10;
    torrent.summary.pieces = 4;
    torrent.files = {{"a/one", 0, 15, false}, {"a/two", 15, 5, false}, {"a/three", 20, 17, false}};
    return torrent;
}

engine::Placement const placement{.dir = "/d",
                                  .paths = {"/d/a/one", "/d/a/two", "/d/a/three"},
                                  .renames = {},
                                  .selected = {true, false, true}};
api::InfoHash const hash{.v1 = Sha1Digest{0xab}, .v2 = {}};
fs::path const part = "/d/.ab00000000000000000000000000000000000000.parts";

} // namespace

TEST_CASE("flush: a piece brings its files, and where its unwanted bytes may be") {
    auto const list = flush_list(album(), hash, placement, {false, true, false, false});
    CHECK(list.needed == Paths{"/d/a/one"});
    CHECK(list.optional == Paths{"/d/a/two", part});
    CHECK(flush_list(album(), hash, placement, {true, false, false, false}).optional.empty());
}

TEST_CASE("flush: at the end, every file that may have been written") {
    auto const list = flush_all(album(), hash, placement, {true, false, false, false});
    CHECK(list.needed == Paths{"/d/a/one"});
    CHECK(list.optional == Paths{"/d/a/two", "/d/a/three", part});
}
