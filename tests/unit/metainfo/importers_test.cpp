#include "core/metainfo/import_folder.hpp"
#include "core/metainfo/importers.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace std::chrono_literals;
using metainfo::Imported;

namespace {

// Folders that the programs themselves wrote: an album of two files that is complete, and a file of
// which three of eight pieces are there.
constexpr auto album = "0fdc83e2a7a2a2d2ffbc7c3f1947531b9d25a69d";
constexpr auto half = "f24aa14466c7784cb7d978e61034834c6c9ae8b9";

fs::path const sessions = fs::path{SHOAL_TESTDATA} / "sessions";

std::string bytes(fs::path const& path) {
    auto content = read_file(sessions / path, 1 << 20);
    REQUIRE_MESSAGE(content, path.string());
    return *std::move(content);
}

Imported imported(Result<Imported> result) {
    REQUIRE_MESSAGE(result, result.error().what);
    return *std::move(result);
}

Imported transmission(std::string const& hash) {
    return imported(
        metainfo::import_transmission(bytes("transmission/torrents/" + hash + ".torrent"),
                                      bytes("transmission/resume/" + hash + ".resume")));
}

WallTime const saved{std::chrono::seconds{1'795'274'055}};

Imported qbittorrent(std::string const& hash) {
    return imported(metainfo::import_qbittorrent(bytes("qbittorrent/" + hash + ".torrent"),
                                                 bytes("qbittorrent/" + hash + ".fastresume"),
                                                 saved));
}

Imported rtorrent(std::string hash) {
    std::ranges::transform(hash, hash.begin(),
                           [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
    auto const file = "rtorrent/" + hash + ".torrent";
    return imported(metainfo::import_rtorrent(bytes(file), bytes(file + ".rtorrent"),
                                              bytes(file + ".libtorrent_resume")));
}

std::optional<WallTime> seconds(std::int64_t count) {
    return WallTime{std::chrono::seconds{count}};
}

std::vector<bool> const three_of_eight{true, true, true, false, false, false, false, false};

void check_album(Imported const& torrent) {
    CHECK(torrent.complete);
    CHECK(torrent.have == std::vector<bool>(8, true));
    CHECK(torrent.dir == "/tmp/content");
    CHECK(!torrent.rename);
    CHECK(torrent.wanted == std::vector<bool>{true, true});
    CHECK(!torrent.paused);
}

void check_half(Imported const& torrent) {
    CHECK(!torrent.complete);
    CHECK(torrent.have == three_of_eight);
    CHECK(torrent.dir == "/tmp/content");
    CHECK(!torrent.rename);
    CHECK(torrent.wanted == std::vector<bool>{true});
    CHECK(!torrent.completed);
}

/// The text with one part of it replaced.
std::string with(std::string text, std::string_view part, std::string_view other) {
    auto const at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), other);
}

} // namespace

TEST_CASE("importers: a complete torrent of Transmission's") {
    auto const torrent = transmission(album);
    check_album(torrent);
    CHECK(torrent.label == "music");
    CHECK(torrent.added == seconds(1'795'274'021));
    CHECK(torrent.unchanged_since == std::vector(2, seconds(1'795'274'021)));
}

TEST_CASE("importers: an incomplete torrent of Transmission's") {
    auto const torrent = transmission(half);
    check_half(torrent);
    CHECK(torrent.paused);
}

TEST_CASE("importers: what Transmission downloaded was checked piece by piece") {
    auto const file = "transmission/resume/" + std::string{half} + ".resume";
    auto const resume = with(bytes(file), "12:time-checkedli1795274021ee",
                             "12:time-checkedlli1795274000ei5ei9ei1ei0eee");
    auto const torrent = imported(metainfo::import_transmission(
        bytes("transmission/torrents/" + std::string{half} + ".torrent"), resume));
    CHECK(torrent.unchanged_since == std::vector{seconds(1'795'274'009)});
}

TEST_CASE("importers: torrents of qBittorrent's") {
    auto const torrent = qbittorrent(album);
    check_album(torrent);
    CHECK(torrent.label == "music");
    CHECK(torrent.added == seconds(1'795'274'044));
    CHECK(torrent.completed == seconds(1'795'274'045));
    CHECK(torrent.unchanged_since == std::vector(2, std::optional{saved}));
    CHECK(torrent.goal == api::SeedGoal{});
    check_half(qbittorrent(half));
    CHECK(qbittorrent(half).paused);
}

TEST_CASE("importers: what qBittorrent renamed is found, or hashed") {
    auto const torrent = bytes("qbittorrent/" + std::string{album} + ".torrent");
    auto const resume = bytes("qbittorrent/" + std::string{album} + ".fastresume");
    auto const mapped = [&](std::string const& paths) {
        return imported(metainfo::import_qbittorrent(
            torrent,
            with(resume, "15:max_connections", "12:mapped_filesl" + paths + "e15:max_connections"),
            saved));
    };
    auto const renamed = mapped("10:disc/a.bin10:disc/b.bin");
    CHECK(renamed.rename == "disc");
    CHECK(renamed.complete);
    auto const shuffled = mapped("10:disc/a.bin10:disc/c.bin");
    CHECK(!shuffled.rename);
    CHECK(shuffled.have.empty());
    CHECK(!shuffled.complete);
}

TEST_CASE("importers: torrents of rtorrent's") {
    auto const torrent = rtorrent(album);
    check_album(torrent);
    CHECK(torrent.added == seconds(1'795'274'115));
    CHECK(torrent.completed == seconds(1'795'274'115));
    CHECK(torrent.unchanged_since == std::vector(2, seconds(1'795'274'019)));
    check_half(rtorrent(half));
    CHECK(rtorrent(half).unchanged_since == std::vector{seconds(1'795'274'021)});
}

TEST_CASE("importers: a folder is known by what is in it, and read whole") {
    auto const folder = [](char const* path) {
        auto result = metainfo::import_folder(sessions / path);
        REQUIRE_MESSAGE(result, result.error().what);
        CHECK(result->torrents.size() == 2);
        CHECK(result->failures.empty());
        return result->client;
    };
    CHECK(folder("transmission") == "Transmission");
    CHECK(folder("qbittorrent") == "qBittorrent");
    CHECK(folder("rtorrent") == "rtorrent");
}

TEST_CASE("importers: one torrent that lacks a file does not keep the others") {
    test::TempDir const dir;
    fs::copy(sessions / "rtorrent", dir.path(), fs::copy_options::recursive);
    REQUIRE(write_file(dir / "A.torrent", "any", Overwrite::no));
    auto const result = metainfo::import_folder(dir.path());
    REQUIRE(result);
    CHECK(result->torrents.size() == 2);
    REQUIRE(result->failures.size() == 1);
    CHECK(result->failures.front().where == (dir / "A.torrent.rtorrent").string());
}

TEST_CASE("importers: a folder of no client is refused") {
    test::TempDir const dir;
    CHECK(!metainfo::import_folder(dir.path()));
    CHECK(!metainfo::import_folder(dir / "missing"));
}

TEST_CASE("importers: a folder that is not there is told from one without torrents") {
    test::TempDir const dir;
    auto const error = metainfo::import_folder(dir / "none").error();
    CHECK(error.code == Errc::not_found);
    CHECK(error.what == "no such file or folder; check the path");
    CHECK(error.where == (dir / "none").string());
}

TEST_CASE("importers: what is no torrent, or no file of the client's, is refused") {
    auto const torrent = bytes("transmission/torrents/" + std::string{half} + ".torrent");
    CHECK(!metainfo::import_transmission("nonsense", "de"));
    CHECK(!metainfo::import_transmission(torrent, "nonsense"));
    CHECK(!metainfo::import_qbittorrent(torrent, "li1ee", saved));
    CHECK(!metainfo::import_rtorrent(torrent, "de", ""));
}

TEST_CASE("importers: fields that are missing leave nothing believed") {
    auto const torrent = bytes("transmission/torrents/" + std::string{half} + ".torrent");
    for (auto const& each : {metainfo::import_transmission(torrent, "de"),
                             metainfo::import_rtorrent(torrent, "de", "de"),
                             metainfo::import_qbittorrent(torrent, "de", saved)}) {
        REQUIRE(each);
        CHECK(each->have.empty());
        CHECK(!each->complete);
        CHECK(each->dir.empty());
    }
}
