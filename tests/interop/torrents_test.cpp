// Our .torrents against those that others write.

#include "tests/interop/stage.hpp"
#include "tests/support/await.hpp"
#include "tests/support/content.hpp"
#include "tests/support/netns.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace shoal::test;
using namespace std::chrono_literals;
namespace fs = shoal::fs;

namespace {

struct Desk {
    TempDir dir;
    Shoal shoal{address(1)};

    [[nodiscard]] nlohmann::json show(fs::path const& torrent) const {
        auto const shown = shoal.run({"show", torrent.string(), "--json"});
        REQUIRE_MESSAGE(shown.status == 0, shown.err);
        return last_json(shown.out);
    }

    /// By mktorrent with 256 KiB pieces.
    [[nodiscard]] fs::path mktorrent(fs::path const& content, Argv more = {}) const {
        auto const path = dir / "theirs.torrent";
        Argv argv{"mktorrent", "-d",         "-l", "18", "-a", "http://127.0.0.1:9/announce",
                  "-o",        path.string()};
        argv.insert(argv.end(), more.begin(), more.end());
        argv.push_back(content.string());
        auto const made = run(argv);
        REQUIRE_MESSAGE(made.status == 0, made.out, made.err);
        return path;
    }

    [[nodiscard]] nlohmann::json create(fs::path const& content, Argv more = {}) const {
        Argv arguments{
            "create", content.string(), "-o",    (dir / "ours.torrent").string(), "--format", "v1",
            "--date", "none",           "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto const made = shoal.run(arguments);
        REQUIRE_MESSAGE(made.status == 0, made.err);
        return last_json(made.out);
    }
};

} // namespace

TEST_CASE("torrents: create has mktorrent's info-hash for a file") {
    Desk const desk;
    write_random_file(desk.dir / "file.bin", (5 << 20) + 123);
    auto const theirs = desk.show(desk.mktorrent(desk.dir / "file.bin"));
    CHECK(desk.create(desk.dir / "file.bin").at("info_hash_v1") == theirs.at("info_hash_v1"));
    CHECK(theirs.at("size") == (5 << 20) + 123);
    CHECK(theirs.at("pieces") == 21);
    CHECK(theirs.at("piece_size") == 262144);
}

TEST_CASE("torrents: create has mktorrent's info-hash for a tree") {
    Desk const desk;
    write_random_tree(desk.dir / "tree", 6 << 20);
    auto const theirs = desk.show(desk.mktorrent(desk.dir / "tree"));
    CHECK(desk.create(desk.dir / "tree").at("info_hash_v1") == theirs.at("info_hash_v1"));
    CHECK(theirs.at("files").size() == 8);
}

TEST_CASE("torrents: create has mktorrent's info-hash for a private torrent with another name") {
    Desk const desk;
    write_random_file(desk.dir / "file.bin", 1 << 20);
    auto const theirs = desk.show(desk.mktorrent(desk.dir / "file.bin", {"-p", "-n", "other"}));
    CHECK(theirs.at("name") == "other");
    CHECK(theirs.at("private") == true);
    auto const ours = desk.create(desk.dir / "file.bin",
                                  {"-p", "-n", "other", "-a", "http://127.0.0.1:9/announce"});
    CHECK(ours.at("info_hash_v1") == theirs.at("info_hash_v1"));
}

TEST_CASE("torrents: transmission reads ours, and agrees about its hash and size") {
    Desk const desk;
    write_random_tree(desk.dir / "tree", 3 << 20);
    auto const ours = desk.create(desk.dir / "tree");
    auto const shown = run({"transmission-show", (desk.dir / "ours.torrent").string()});
    INFO(shown.out, shown.err);
    CHECK(shown.status == 0);
    CHECK(shown.out.find(ours.value("info_hash_v1", "none")) != std::string::npos);
}

TEST_CASE("torrents: show reads what transmission wrote") {
    Desk const desk;
    write_random_tree(desk.dir / "tree", 3 << 20);
    auto const path = (desk.dir / "theirs.torrent").string();
    auto const made = run({"transmission-create", "-o", path, "-t", "udp://127.0.0.1:9/announce",
                           "-c", "for us", "-s", "256", (desk.dir / "tree").string()});
    REQUIRE_MESSAGE(made.status == 0, made.out, made.err);
    auto const shown = desk.show(path);
    CHECK(shown.at("name") == "tree");
    CHECK(shown.at("size") == 3 << 20);
    CHECK(shown.at("comment") == "for us");
    CHECK(shown.at("trackers") ==
          nlohmann::json::array({nlohmann::json::array({"udp://127.0.0.1:9/announce"})}));
    CHECK(shown.at("created_by").get<std::string>().find("Transmission") != std::string::npos);
    auto const hash = shown.at("info_hash_v1").get<std::string>();
    CHECK(run({"transmission-show", path}).out.find(hash) != std::string::npos);
}

TEST_CASE("torrents: show reads what qbittorrent wrote") {
    Desk const desk;
    write_random_tree(desk.dir / "tree", 3 << 20);
    auto const source = desk.mktorrent(desk.dir / "tree");
    auto const expected = desk.show(source);
    auto const client = qbittorrent();
    client->add(source.string(), desk.dir.path());
    auto const backup = client->home() / "qBittorrent/data/BT_backup" /
                        (expected.at("info_hash_v1").get<std::string>() + ".torrent");
    await(
        "qbittorrent has written its copy", 30s, [&] { return fs::exists(backup); },
        [&] { return client->log(); });
    auto const shown = desk.show(backup);
    for (auto const* key : {"name", "size", "pieces", "piece_size", "files", "info_hash_v1"})
        CHECK(shown.at(key) == expected.at(key));
}
