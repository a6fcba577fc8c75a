#include "core/base/text.hpp"
#include "tests/support/await.hpp"
#include "tests/support/content.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <csignal>

using namespace shoal;
using test::TempDir;
using Json = nlohmann::json;

namespace {

test::Outcome shoal_in(TempDir const& dir, test::Argv arguments) {
    arguments.insert(arguments.begin(), SHOAL_BINARY);
    return test::run(arguments, {.dir = dir.path()});
}

Json json_of(test::Outcome const& outcome) {
    CAPTURE(outcome.err);
    CHECK(outcome.status == 0);
    auto document = Json::parse(outcome.out, nullptr, false);
    REQUIRE_MESSAGE(!document.is_discarded(), outcome.out);
    return document;
}

/// Names on which orderings differ, and files that share pieces.
void write_album(fs::path const& dir) {
    test::write_random_file(dir / ".hidden", 10);
    test::write_random_file(dir / "a.b", 100'000, 2);
    test::write_random_file(dir / "a/b", 300'000, 3);
    test::write_random_file(dir / "a/b c", 1, 4);
    test::write_random_file(dir / "B", 65'536, 5);
    test::write_random_file(dir / "empty", 0);
    test::write_random_file(dir / "\u00fc", 262'145, 6);
}

std::string mktorrent_hash(TempDir const& dir, std::string const& content,
                           test::Argv const& options) {
    test::Argv argv{"mktorrent", "-d", "-a", "http://127.0.0.1/a", "-o", dir / "theirs.torrent"};
    argv.insert(argv.end(), options.begin(), options.end());
    argv.push_back(content);
    auto const made = test::run(argv, {.dir = dir.path()});
    REQUIRE_MESSAGE(made.status == 0, made.err);
    auto const shown = json_of(shoal_in(dir, {"show", "theirs.torrent", "--json"}));
    return shown["info_hash_v1"];
}

} // namespace

TEST_CASE("create: the info-hash equals mktorrent's") {
    TempDir dir;
    write_album(dir / "album");
    test::write_random_file(dir / "film", 1'000'000);

    struct Pair {
        char const* content;
        test::Argv ours, theirs;
    };

    std::vector<Pair> const pairs{
        {"film", {}, {"-l", "18"}},
        {"album", {"--piece-size", "32KiB"}, {"-l", "15"}},
        {"album",
         {"-n", "other", "-p", "-s", "SRC"},
         {"-l", "18", "-n", "other", "-p", "-s", "SRC"}},
    };
    for (auto const& pair : pairs) {
        test::Argv argv{"create", pair.content, "-o",      "ours.torrent",
                        "--date", "none",       "--force", "--json"};
        argv.insert(argv.end(), pair.ours.begin(), pair.ours.end());
        auto const report = json_of(shoal_in(dir, argv));
        CHECK(report["info_hash_v1"] == mktorrent_hash(dir, pair.content, pair.theirs));
        fs::remove(dir / "theirs.torrent");
    }
}

TEST_CASE("create: the report has every key of its schema, the schema first") {
    TempDir dir;
    write_album(dir / "album");
    auto const outcome = shoal_in(
        dir, {"create", "album", "--format", "hybrid", "-a", "http://127.0.0.1/a", "--json"});
    auto const report = json_of(outcome);
    CHECK(outcome.out.starts_with(R"({"schema":"shoal.create/1","path":"album.torrent",)"));
    CHECK(outcome.err.starts_with("shoal: warning: "));
    CHECK(outcome.err.ends_with("[hybrid-clients]\n"));
    CHECK(report["name"] == "album");
    CHECK(report["size"] == 727'692);
    CHECK(report["files"] == 7);
    CHECK(report["piece_size"] == 262'144);
    CHECK(report["pieces"] == 8);
    CHECK(report["info_hash_v1"].get<std::string>().size() == 40);
    CHECK(report["info_hash_v2"].get<std::string>().size() == 64);
    CHECK(report["magnet"].get<std::string>().starts_with("magnet:?xt=urn:btih:"));
    CHECK(report["seconds"].is_number());
    CHECK(report["bytes_per_second"].is_number_integer());
    CHECK(json_of(shoal_in(dir, {"magnet", "album.torrent", "--json"}))["magnet"] ==
          report["magnet"]);
}

TEST_CASE("create: without a date the same input gives the same bytes in every format") {
    TempDir dir;
    write_album(dir / "album");
    for (auto const* format : {"v1", "v2", "hybrid"}) {
        for (auto const* output : {"1.torrent", "2.torrent"})
            CHECK(shoal_in(dir, {"create", "album", "--date", "none", "--format", format, "--force",
                                 "-o", output})
                      .status == 0);
        CHECK(test::difference(dir / "1.torrent", dir / "2.torrent") == "");
    }
}

TEST_CASE("create, verify: whole content passes, damage exits 5 and is told by file") {
    TempDir dir;
    write_album(dir / "album");
    for (auto const* format : {"v1", "v2", "hybrid"}) {
        CAPTURE(std::string{format});
        CHECK(shoal_in(dir, {"create", "album", "--format", format, "--force"}).status == 0);
        auto const whole = json_of(shoal_in(dir, {"verify", "album.torrent", "--json"}));
        CHECK(whole["ok"] == true);
        CHECK(whole["pieces_bad"] == 0);
        CHECK(whole["files"].size() == 7);
    }
    test::write_random_file(dir / "album/\u00fc", 262'145, 7);
    fs::remove(dir / "album/B");
    auto const outcome = shoal_in(dir, {"verify", "album.torrent", "album", "--json"});
    CHECK(outcome.status == 5);
    auto const report = Json::parse(outcome.out);
    CHECK(outcome.out.starts_with(R"({"schema":"shoal.verify/1","ok":false,)"));
    CHECK(report["bad_pieces"].size() == report["pieces_bad"]);
    for (auto const& file : report["files"]) {
        auto const path = file["path"].get<std::string>();
        CAPTURE(path);
        CHECK(file["missing"] == (path == "album/B"));
        CHECK(file["ok"] == (path != "album/B" && path != "album/\u00fc"));
    }
    CHECK(shoal_in(dir, {"verify", "album.torrent"}).out.find("missing") != std::string::npos);
}

TEST_CASE("show: a torrent's and a magnet's facts") {
    TempDir dir;
    auto const sample = fs::path{SHOAL_TESTDATA} / "torrents/good/mktorrent-folder.torrent";
    auto const torrent = json_of(shoal_in(dir, {"show", sample, "--json"}));
    CHECK(torrent["schema"] == "shoal.show/1");
    CHECK(torrent["format"] == "v1");
    CHECK(torrent["private"] == true);
    CHECK(torrent["info_hash_v2"].is_null());
    CHECK(torrent["trackers"].size() == 2);
    CHECK(torrent["created_at"].get<std::string>().ends_with("Z"));
    CHECK(torrent["files"][0] == Json{{"path", "album/.hidden"}, {"size", 3}});

    auto const link = torrent["magnet"].get<std::string>();
    auto const magnet = json_of(shoal_in(dir, {"show", link, "--json"}));
    CHECK(magnet["info_hash_v1"] == torrent["info_hash_v1"]);
    CHECK(magnet["name"] == "album");
    CHECK(magnet["size"].is_null());
    CHECK(magnet["files"].is_null());
    CHECK(shoal_in(dir, {"magnet", sample}).out == link + "\n");
}

TEST_CASE("edit: changes trackers in place; the info-hash stays") {
    TempDir dir;
    test::write_random_file(dir / "film", 1000);
    CHECK(shoal_in(dir, {"create", "film", "-a", "http://127.0.0.1/a"}).status == 0);
    auto const before = json_of(shoal_in(dir, {"show", "film.torrent", "--json"}));
    auto const edited = json_of(shoal_in(
        dir, {"edit", "film.torrent", "--remove-tracker", "http://127.0.0.1/a", "--add-tracker",
              "udp://127.0.0.1:1,udp://127.0.0.1:2", "-c", "new", "--json"}));
    CHECK(edited["trackers"] == Json::parse(R"([["udp://127.0.0.1:1","udp://127.0.0.1:2"]])"));
    auto const after = json_of(shoal_in(dir, {"show", "film.torrent", "--json"}));
    CHECK(after["info_hash_v1"] == before["info_hash_v1"]);
    CHECK(after["comment"] == "new");
}

TEST_CASE("create --seed: seeds what it made, under another name too, until interrupted") {
    TempDir dir;
    write_album(dir / "album");
    test::Process seed{{SHOAL_BINARY, "create", "album", "-n", "renamed", "--seed", "--json"},
                       {.dir = dir.path(),
                        .env = {{"SHOAL_LISTEN", "127.0.0.1:0"},
                                {"SHOAL_DHT", "off"},
                                {"SHOAL_LSD", "off"},
                                {"SHOAL_PORTMAP", "off"},
                                {"XDG_STATE_HOME", dir / "state"}}}};
    test::await(
        "it seeds", std::chrono::seconds{20},
        [&] { return seed.out().find(R"("event":"seeding")") != std::string::npos; },
        [&] { return seed.out() + seed.err(); });
    seed.kill(SIGINT);
    CHECK(seed.wait(std::chrono::seconds{10}) == 130);
    auto const out = seed.out();
    CHECK(out.starts_with(R"({"schema":"shoal.create/1",)"));
    for (auto const& line : split(out, '\n'))
        CHECK((line.empty() || !Json::parse(line, nullptr, false).is_discarded()));
    CHECK(!fs::exists(dir / "renamed"));
}

TEST_CASE("help: each command ends with an example, and the examples work") {
    TempDir dir;
    test::write_random_tree(dir / "photos", 2 << 20);
    fs::create_directory(dir / "pictures");
    fs::create_directory_symlink("../photos", dir / "pictures/photos");
    auto const path = fs::path{SHOAL_BINARY}.parent_path().string() + ":/usr/bin:/bin";
    for (auto const* command : {"create", "show", "magnet", "edit", "verify"}) {
        CAPTURE(std::string{command});
        auto const help = shoal_in(dir, {command, "--help"});
        CHECK(help.status == 0);
        auto const at = help.out.find("Example:\n");
        REQUIRE(at != std::string::npos);
        auto const example = help.out.substr(at + 9);
        auto const outcome =
            test::run({"sh", "-c", example},
                      {.dir = dir.path(), .env = {{"PATH", path}, {"HOME", dir.path()}}});
        CHECK_MESSAGE(outcome.status == 0, example << outcome.err);
    }
}
