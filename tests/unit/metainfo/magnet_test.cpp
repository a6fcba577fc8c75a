#include "core/api/magnet.hpp"
#include "core/metainfo/magnet.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using metainfo::parse_magnet;

namespace {

constexpr auto v1_hex = "0123456789abcdef0123456789abcdef01234567";
constexpr auto v2_hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

std::string v1_link() {
    return std::string{"magnet:?xt=urn:btih:"} + v1_hex;
}

} // namespace

TEST_CASE("magnet: name, trackers and web seeds are read, each tracker a tier") {
    auto const torrent =
        parse_magnet(v1_link() + "&dn=a+b%26c&tr=http%3A%2F%2Fx%2Fa&tr.1=udp://y:1&ws=http://w/");
    REQUIRE(torrent);
    CHECK(!torrent->has_metadata);
    CHECK(display(torrent->info_hash) == v1_hex);
    CHECK(torrent->name == "a b&c");
    CHECK(torrent->trackers ==
          std::vector<std::vector<std::string>>{{"http://x/a"}, {"udp://y:1"}});
    CHECK(torrent->web_seeds == std::vector<std::string>{"http://w/"});
}

TEST_CASE("magnet: base32, upper case and v2 hashes are understood") {
    auto const base32 = parse_magnet("MAGNET:?xt=urn:btih:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH");
    REQUIRE(base32);
    CHECK(display(base32->info_hash) == v1_hex);
    auto const v2 = parse_magnet(std::string{"magnet:?xt=urn:btmh:1220"} + v2_hex);
    REQUIRE(v2);
    CHECK(v2->format == api::Format::v2);
    auto const both = parse_magnet(v1_link() + "&xt=urn:btmh:1220" + v2_hex);
    REQUIRE(both);
    CHECK(both->format == api::Format::hybrid);
}

TEST_CASE("magnet: what names no torrent is refused with a reason") {
    auto const why = [](std::string const& link) {
        return parse_magnet(link).error().what;
    };
    CHECK(why("http://x").find("must begin with") != std::string::npos);
    CHECK(why("magnet:?dn=x").find("no info-hash") != std::string::npos);
    CHECK(why("magnet:?xt=urn:sha1:abc").find("no info-hash") != std::string::npos);
    CHECK(why("magnet:?xt=urn:btih:0123").find("not an info-hash") != std::string::npos);
    CHECK(why("magnet:?xt=urn:btih:" + std::string(32, '1')).find("not an info-hash") !=
          std::string::npos);
    CHECK(why("magnet:?xt=urn:btmh:1114" + std::string(40, '1')).find("not an info-hash") !=
          std::string::npos);
    CHECK(why(v1_link() + "&dn=%zz").find("percent escape") != std::string::npos);
    CHECK(why(v1_link() + "&dn=%4").find("percent escape") != std::string::npos);
    CHECK(why(v1_link() + "&xt=urn:btih:" + std::string(40, 'a')).find("two different") !=
          std::string::npos);
    CHECK(why(v1_link() + std::string(1'000'000, 'x')).find("longer") != std::string::npos);
}

TEST_CASE("magnet: what was made is read back") {
    api::TorrentSummary torrent;
    torrent.info_hash.v1 = Sha1Digest{1, 2, 3};
    torrent.name = "a b&c=\u00e4%/\n";
    torrent.trackers = {{"http://x/a?k=v&w", "udp://y:1"}, {"http://z"}};
    torrent.web_seeds = {"http://w/a b/"};
    auto const again = parse_magnet(api::make_magnet(torrent));
    REQUIRE(again);
    CHECK(again->info_hash == torrent.info_hash);
    CHECK(again->name == torrent.name);
    CHECK(again->web_seeds == torrent.web_seeds);
    CHECK(again->trackers.size() == 3);
    CHECK(again->trackers[0][0] == "http://x/a?k=v&w");
}
