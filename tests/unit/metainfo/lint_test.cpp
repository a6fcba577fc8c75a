#include "core/metainfo/lint.hpp"

#include <doctest/doctest.h>

using namespace shoal;

namespace {

api::TorrentSummary harmless() {
    api::TorrentSummary torrent;
    torrent.has_metadata = true;
    torrent.name = "x";
    torrent.piece_size = api::default_piece_size;
    torrent.files = {{"x/a", 1}, {"x/b", 2}};
    torrent.trackers = {{"http://t/a", "udp://t:1"}};
    torrent.web_seeds = {"https://w/"};
    return torrent;
}

std::string names(api::TorrentSummary const& torrent, std::int64_t size = 1000) {
    std::string all;
    for (auto const& warning : metainfo::lint(torrent, size))
        all += (all.empty() ? "" : " ") + warning.name;
    return all;
}

} // namespace

TEST_CASE("lint: what will not hurt gives no warning") {
    CHECK(names(harmless()) == "");
}

TEST_CASE("lint: sizes") {
    CHECK(names(harmless(), 10 * 1024 * 1024) == "");
    CHECK(names(harmless(), 10 * 1024 * 1024 + 1) == "metadata-large");
    auto torrent = harmless();
    torrent.piece_size = 8192;
    CHECK(names(torrent) == "piece-size-unusual");
    torrent.piece_size = 32 * 1024 * 1024;
    CHECK(names(torrent) == "piece-size-unusual");
}

TEST_CASE("lint: formats that some clients cannot load") {
    auto torrent = harmless();
    torrent.format = api::Format::v2;
    CHECK(names(torrent) == "v2-only");
    torrent.format = api::Format::hybrid;
    CHECK(names(torrent) == "hybrid-clients");
}

TEST_CASE("lint: private torrents live by their trackers") {
    auto torrent = harmless();
    torrent.is_private = true;
    CHECK(names(torrent) == "");
    torrent.nodes = {{"h", 1}};
    CHECK(names(torrent) == "private-with-nodes");
    torrent.nodes.clear();
    torrent.trackers.clear();
    CHECK(names(torrent) == "private-without-tracker");
}

TEST_CASE("lint: URLs nobody can use") {
    auto torrent = harmless();
    torrent.trackers = {{"wss://t"}};
    torrent.web_seeds = {"ftp://w/", "https://w"};
    CHECK(names(torrent) == "tracker-scheme web-seed-scheme web-seed-folder");
}

TEST_CASE("lint: a web seed of a lone file needs no slash") {
    auto torrent = harmless();
    torrent.files = {{"x", 1}};
    torrent.web_seeds = {"https://w/x"};
    CHECK(names(torrent) == "");
}

TEST_CASE("lint: names Windows cannot save") {
    for (auto const* name : {"x/con", "x/NUL.txt", "x/a:b", "x/a.", "x/a ", "x/a?/b"}) {
        auto torrent = harmless();
        torrent.files.push_back({name, 1});
        CHECK(names(torrent) == "unportable-name");
    }
}

TEST_CASE("lint: of half a million bad trackers it warns once") {
    auto torrent = harmless();
    torrent.trackers.assign(500'000, {"wss://t"});
    CHECK(names(torrent) == "tracker-scheme");
}
