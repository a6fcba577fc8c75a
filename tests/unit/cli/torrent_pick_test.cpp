#include "tests/support/daemon_world.hpp"
#include "ui-cli/cli/daemon/torrent_pick.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

/// 1 photos (0101…), 2 music (0202…), 3 movies (0101ff…), 300 other (2c2c…).
api::Snapshot snapshot() {
    auto movies = torrent(3, "movies");
    movies.info_hash.v1 = Sha1Digest{1, 1, 0xff};
    api::Snapshot all;
    all.revision = 8;
    all.torrents =
        published({torrent(1, "photos"), torrent(2, "music"), movies, torrent(300, "other")});
    return all;
}

api::Ids picked(std::vector<std::string> const& words, std::string const& filter = "") {
    auto const pick = pick_torrents(snapshot(), words, filter);
    REQUIRE(pick);
    CHECK(pick->errors().empty());
    return pick->ids();
}

Error missing(std::string const& word) {
    auto const pick = pick_torrents(snapshot(), {word}, "");
    REQUIRE(pick);
    REQUIRE(pick->missing.size() == 1);
    CHECK(pick->torrents.empty());
    return pick->missing.front();
}

} // namespace

TEST_CASE("pick: a number, a prefix of the info-hash in either case, and all") {
    CHECK(picked({"2"}) == api::Ids{2});
    CHECK(picked({"0202"}) == api::Ids{2});
    CHECK(picked({"2C2c"}) == api::Ids{300});
    CHECK(picked({"all"}) == api::Ids{1, 2, 3, 300});
    CHECK(picked({}) == api::Ids{1, 2, 3, 300});
}

TEST_CASE("pick: in the order of the words, each torrent once") {
    CHECK(picked({"300", "1", "2c2c", "all"}) == api::Ids{300, 1, 2, 3});
}

TEST_CASE("pick: a number of a torrent is no prefix, but a long one that is none may be") {
    auto all = snapshot();
    auto fifth = torrent(202, "fifth");
    all.torrents.insert(all.torrents.begin() + 3, std::make_shared<api::TorrentView const>(fifth));
    CHECK(pick_torrents(all, {"202"}, "")->ids() == api::Ids{202});
    CHECK(pick_torrents(all, {"0202"}, "")->ids() == api::Ids{202}); // as a number
    CHECK(pick_torrents(all, {"020200"}, "")->ids() == api::Ids{2});
}

TEST_CASE("pick: the v2 info-hash of a hybrid has prefixes too") {
    api::Snapshot all;
    auto hybrid = torrent(1, "hybrid");
    hybrid.info_hash.v2 = Sha256Digest{0xbe, 0xef};
    all.torrents = published({hybrid});
    CHECK(pick_torrents(all, {"beef"}, "")->ids() == api::Ids{1});
}

TEST_CASE("pick: what no torrent has says what was sought and what is there") {
    auto const error = missing("99");
    CHECK(error.code == Errc::not_found);
    CHECK(error.where == "99");
    CHECK(error.what == "no torrent has this number; there are: 1 photos, 2 music, 3 movies, 300 "
                        "other");
    CHECK(missing("abcd").what.starts_with("no torrent has this number or info-hash"));
}

TEST_CASE("pick: of many torrents only some are named") {
    std::vector<api::TorrentView> many;
    for (api::TorrentId id = 1; id <= 9; ++id)
        many.push_back(torrent(id, "t"));
    api::Snapshot all;
    all.torrents = published(many);
    auto const pick = pick_torrents(all, {"77"}, "");
    CHECK(pick->missing.front().what.ends_with("5 t and 4 more"));
    CHECK(pick_torrents({}, {"77"}, "")->missing.front().what.ends_with("there are no torrents"));
}

TEST_CASE("pick: a prefix that several have lists them") {
    CHECK(missing("0101").what ==
          "several info-hashes begin so: 1 photos, 3 movies; write more digits");
    CHECK(picked({"0101ff"}) == api::Ids{3});
}

TEST_CASE("pick: any other word is a filter; one that matches nothing is told apart") {
    CHECK(picked({"name=music"}) == api::Ids{2});
    CHECK(picked({"hot", "name=music"}) == api::Ids{1, 2});
    auto const pick = pick_torrents(snapshot(), {"name=nothing", "1"}, "");
    CHECK(pick->missing.empty());
    REQUIRE(pick->unmatched.size() == 1);
    CHECK(pick->unmatched.front().where == "name=nothing");
    CHECK(pick->ids() == api::Ids{1});
}

TEST_CASE("pick: --filter narrows what the words mean") {
    CHECK(picked({"1", "2"}, "name~o") == api::Ids{1});
    CHECK(picked({}, "name~o") == api::Ids{1, 3, 300});
}

TEST_CASE("pick: a filter that cannot be read is an error with its column") {
    auto const pick = pick_torrents(snapshot(), {"size>"}, "");
    REQUIRE(!pick);
    CHECK(pick.error().code == Errc::invalid_input);
    CHECK(pick.error().where == "size>");
    CHECK(pick.error().what.starts_with("column "));
}
