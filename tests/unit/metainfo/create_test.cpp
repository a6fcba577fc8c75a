#include "core/metainfo/check_pieces.hpp"
#include "core/metainfo/create.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <sys/stat.h>
#include <unistd.h>

using namespace shoal;
using test::TempDir;

namespace {

constexpr std::array formats{api::Format::v1, api::Format::v2, api::Format::hybrid};

void put(fs::path const& path, std::size_t size) {
    fs::create_directories(path.parent_path());
    std::string bytes(size, '\0');
    std::uint32_t state = static_cast<std::uint32_t>(size) + 1;
    for (char& byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    REQUIRE(write_file(path, bytes, Overwrite::yes));
}

/// Sizes that find the edges of 16 KiB pieces.
void put_odd_tree(fs::path const& dir) {
    put(dir / "empty", 0);
    put(dir / "one", 1);
    put(dir / "block", 16384);
    put(dir / "block+1", 16385);
    put(dir / "a.b", 100);
    put(dir / "a" / "b", 40000);
    put(dir / "a" / "long", 200000);
    for (int i = 0; i < 30; ++i)
        put(dir / "many" / std::to_string(i), 700);
    put(dir / "z-empty", 0);
}

api::CreateSpec spec_for(fs::path const& content, fs::path const& output,
                         api::Format format = api::Format::v1) {
    api::CreateSpec spec;
    spec.paths = {content};
    spec.output = output;
    spec.piece_size = 16384;
    spec.format = format;
    spec.threads = 3;
    return spec;
}

Result<api::CreateReport> create(api::CreateSpec const& spec) {
    return metainfo::create(spec, {}, {});
}

std::vector<fs::path> below(fs::path const& dir, metainfo::Metainfo const& torrent) {
    std::vector<fs::path> paths;
    for (auto const& file : torrent.files)
        paths.push_back(dir / file.path);
    return paths;
}

std::vector<bool> check(metainfo::Metainfo const& torrent, std::vector<fs::path> const& paths,
                        std::vector<bool> const& wanted = {}) {
    auto const good = metainfo::check_pieces({torrent, paths, wanted, 3}, {}, {});
    REQUIRE(good);
    return *good;
}

std::vector<std::string> listed(fs::path const& torrent) {
    auto const loaded = metainfo::load(torrent);
    REQUIRE(loaded);
    std::vector<std::string> paths;
    for (auto const& file : loaded->summary.files)
        paths.push_back(file.path);
    return paths;
}

bool has_warning(api::CreateReport const& report, std::string_view name) {
    return std::any_of(report.warnings.begin(), report.warnings.end(),
                       [&](auto const& warning) { return warning.name == name; });
}

} // namespace

TEST_CASE("create: what was made is read back, and its data is whole, in every format") {
    TempDir dir;
    put_odd_tree(dir / "tree");
    for (auto const format : formats) {
        CAPTURE(to_string(format));
        auto const report = create(spec_for(dir / "tree", dir / "t.torrent", format));
        REQUIRE(report);
        auto const torrent = metainfo::load(report->path);
        REQUIRE(torrent);
        CHECK(torrent->summary.format == format);
        CHECK(torrent->summary.info_hash == report->info_hash);
        CHECK(report->files == 38);
        CHECK(report->size == 16384 + 16385 + 1 + 100 + 40000 + 200000 + 30 * 700);
        auto const good = check(*torrent, below(dir.path(), *torrent));
        CHECK(static_cast<std::int64_t>(good.size()) == report->pieces);
        CHECK(std::find(good.begin(), good.end(), false) == good.end());
        fs::remove(report->path);
    }
}

TEST_CASE("create: lone files of sizes around a piece are whole, in every format") {
    TempDir dir;
    for (std::size_t const size : {1U, 16383U, 16384U, 16385U, 32768U, 50000U, 131073U}) {
        put(dir / "file", size);
        for (auto const format : formats) {
            CAPTURE(size);
            CAPTURE(to_string(format));
            auto spec = spec_for(dir / "file", dir / "f.torrent", format);
            spec.overwrite = Overwrite::yes;
            spec.piece_size = 32768;
            REQUIRE(create(spec));
            auto const torrent = metainfo::load(dir / "f.torrent");
            REQUIRE(torrent);
            auto const good = check(*torrent, below(dir.path(), *torrent));
            CHECK(good == std::vector<bool>((size + 32767) / 32768, true));
        }
    }
}

TEST_CASE("check_pieces: damage, a short and a missing file are found, and only there") {
    TempDir dir;
    put(dir / "tree/a", 50000);
    put(dir / "tree/b", 50000);
    for (auto const format : formats) {
        CAPTURE(to_string(format));
        auto spec = spec_for(dir / "tree", dir / "t.torrent", format);
        spec.overwrite = Overwrite::yes;
        REQUIRE(create(spec));
        auto const torrent = metainfo::load(dir / "t.torrent");
        REQUIRE(torrent);
        auto paths = below(dir.path(), *torrent);
        auto bytes = *read_file(dir / "tree/a", 50000);
        bytes[20000] ^= 1;
        REQUIRE(write_file(dir / "damaged", bytes, Overwrite::yes));
        paths[0] = dir / "damaged";
        auto good = check(*torrent, paths);
        CHECK(std::count(good.begin(), good.end(), false) == 1);
        CHECK(!good[1]);

        REQUIRE(write_file(dir / "short", bytes.substr(0, 100), Overwrite::yes));
        paths[0] = dir / "short";
        good = check(*torrent, paths);
        CHECK(std::count(good.begin(), good.end(), false) == 4); // all of a's, shared or not
        paths[0] = dir / "nothing";
        CHECK(check(*torrent, paths) == good);
        std::vector<bool> last(good.size());
        last.back() = true;
        CHECK(check(*torrent, paths, last) == last);
    }
}

TEST_CASE("create: the same input and options give the same bytes, whatever the threads") {
    TempDir dir;
    put_odd_tree(dir / "tree");
    for (auto const format : formats) {
        auto spec = spec_for(dir / "tree", dir / "1.torrent", format);
        spec.overwrite = Overwrite::yes;
        REQUIRE(create(spec));
        spec.output = dir / "2.torrent";
        spec.threads = 1;
        REQUIRE(create(spec));
        CHECK(read_file(dir / "1.torrent", 1 << 20) == read_file(dir / "2.torrent", 1 << 20));
    }
}

TEST_CASE("create: every option ends up in the torrent") {
    TempDir dir;
    put(dir / "file", 5);
    auto spec = spec_for(dir / "file", dir / "t.torrent");
    spec.trackers = {{"http://a/1", "http://a/2"}, {"udp://b:1"}};
    spec.web_seeds = {"http://w/1", "http://w/2"};
    spec.nodes = {{"::1", 6881}};
    spec.is_private = true;
    spec.source = "S";
    spec.comment = "C";
    spec.name = "another";
    spec.date = WallTime{std::chrono::seconds{1'000'000'000}};
    auto const report = create(spec);
    REQUIRE(report);
    CHECK(report->name == "another");
    CHECK(report->content_dir == dir.path());
    CHECK(report->content_name == "file");
    CHECK(has_warning(*report, "private-with-nodes"));
    auto const summary = metainfo::load(report->path)->summary;
    CHECK(summary.trackers == spec.trackers);
    CHECK(summary.web_seeds == spec.web_seeds);
    CHECK(summary.nodes == spec.nodes);
    CHECK(summary.is_private);
    CHECK(summary.source == "S");
    CHECK(summary.comment == "C");
    CHECK(summary.created_at == spec.date);
    CHECK(summary.created_by.starts_with("shoal/"));
}

TEST_CASE("create: hidden files are in, excluded ones and the output are not") {
    TempDir dir;
    put(dir / "tree/.hidden", 1);
    put(dir / "tree/keep.txt", 1);
    put(dir / "tree/drop.bak", 1);
    put(dir / "tree/sub/drop.bak", 1);
    put(dir / "tree/.git/config", 1);
    auto spec = spec_for(dir / "tree", dir / "tree/out.torrent");
    spec.exclude = {"*.bak", ".git"};
    REQUIRE(create(spec));
    spec.overwrite = Overwrite::yes;
    REQUIRE(create(spec));
    CHECK(listed(dir / "tree/out.torrent") ==
          std::vector<std::string>{"tree/.hidden", "tree/keep.txt"});
}

TEST_CASE("create: what is excluded is named with or without the torrent's name in front") {
    TempDir dir;
    for (auto const* path : {"tree/1.raw", "tree/2.raw", "tree/sub/1.raw", "tree/sub/3.raw"})
        put(dir / path, 1);
    auto spec = spec_for(dir / "tree", dir / "out.torrent");
    spec.exclude = {"tree/2.raw", "sub/1*", "tree/sub/3*"};
    REQUIRE(create(spec));
    CHECK(listed(dir / "out.torrent") == std::vector<std::string>{"tree/1.raw"});
}

TEST_CASE("create: symlinks to files of the tree count, others and special files are left out") {
    TempDir dir;
    put(dir / "outside", 1);
    put(dir / "tree/real", 1);
    fs::create_symlink("real", dir / "tree/link");
    fs::create_symlink("../outside", dir / "tree/out");
    fs::create_symlink("nowhere", dir / "tree/broken");
    fs::create_directory_symlink(".", dir / "tree/loop");
    REQUIRE(::mkfifo((dir / "tree/pipe").c_str(), 0600) == 0);
    auto const report = create(spec_for(dir / "tree", dir / "t.torrent"));
    REQUIRE(report);
    CHECK(has_warning(*report, "symlinks-skipped"));
    CHECK(has_warning(*report, "special-files-skipped"));
    CHECK(listed(report->path) == std::vector<std::string>{"tree/link", "tree/real"});
}

TEST_CASE("create: several paths come under one name") {
    TempDir dir;
    put(dir / "a/x", 1);
    put(dir / "b", 2);
    put(dir / "elsewhere/c", 3);
    auto spec = spec_for(dir / "a", dir / "t.torrent");
    spec.paths.push_back(dir / "b");
    CHECK(create(spec).error().what.find("--name") != std::string::npos);
    spec.name = "set";
    auto const together = create(spec);
    REQUIRE(together);
    CHECK(listed(dir / "t.torrent") == std::vector<std::string>{"set/a/x", "set/b"});
    CHECK(together->content_dir == dir.path().parent_path());
    CHECK(together->content_name == dir.path().filename().string());
    spec.paths.push_back(dir / "elsewhere/c");
    spec.overwrite = Overwrite::yes;
    auto const scattered = create(spec);
    REQUIRE(scattered);
    CHECK(scattered->content_dir.empty());
}

TEST_CASE("create: what cannot be shared is refused before anything is written") {
    TempDir dir;
    fs::create_directories(dir / "empty/sub");
    put(dir / "hollow/file", 0);
    put(dir / "twins/File", 1);
    put(dir / "twins/file", 1);
    put(dir / "same/same", 1);
    auto const why = [&](char const* content, api::Format format = api::Format::v1) {
        return create(spec_for(dir / content, dir / "t.torrent", format)).error();
    };
    CHECK(why("nothing").code == Errc::not_found);
    CHECK(why("empty").what.find("no files") != std::string::npos);
    CHECK(why("hollow").what.find("empty") != std::string::npos);
    CHECK(why("twins").what.find("leave it out") != std::string::npos);
    CHECK(why("same", api::Format::v2).what.find("make a v1 torrent") != std::string::npos);
    CHECK(!fs::exists(dir / "t.torrent"));
    CHECK(create(spec_for(dir / "same", dir / "t.torrent")));
}

TEST_CASE("create: an output that is there, or cannot be, is refused before hashing") {
    TempDir dir;
    put(dir / "file", 1);
    put(dir / "t.torrent", 3);
    auto const never = [](api::Progress const&) {
        FAIL("hashed");
    };
    auto spec = spec_for(dir / "file", dir / "t.torrent");
    CHECK(metainfo::create(spec, never, {}).error().code == Errc::conflict);
    CHECK(fs::file_size(dir / "t.torrent") == 3);
    spec.output = dir / "no/such/t.torrent";
    CHECK(metainfo::create(spec, never, {}).error().code == Errc::not_found);
    spec.output = dir.path();
    CHECK(metainfo::create(spec, never, {}).error().code == Errc::invalid_input);
    spec.output = dir / "new.torrent";
    for (std::int64_t const size : {0, 1, 8192, 100000, 1 << 28}) {
        spec.piece_size = size;
        CHECK(metainfo::create(spec, never, {}).error().what.find("power of two") !=
              std::string::npos);
    }
}

TEST_CASE("create: a file that changes meanwhile is an error and leaves nothing") {
    TempDir dir;
    put(dir / "file", 100000);
    auto const grow = [&](api::Progress const&) {
        put(dir / "file", 100001);
    };
    auto const report = metainfo::create(spec_for(dir / "file", dir / "t.torrent"), grow, {});
    REQUIRE(!report);
    CHECK(report.error().code == Errc::busy);
    CHECK(report.error().where == (dir / "file").string());
    CHECK(!fs::exists(dir / "t.torrent"));
}

TEST_CASE("create: when stopped it leaves nothing") {
    TempDir dir;
    put(dir / "file", 100000);
    std::stop_source stop;
    stop.request_stop();
    auto const report =
        metainfo::create(spec_for(dir / "file", dir / "t.torrent"), {}, stop.get_token());
    REQUIRE(!report);
    CHECK(report.error().code == Errc::unavailable);
    CHECK(!fs::exists(dir / "t.torrent"));
}

TEST_CASE("create: progress ends with all bytes done") {
    TempDir dir;
    put(dir / "file", 100000);
    api::Progress last;
    REQUIRE(metainfo::create(spec_for(dir / "file", dir / "t.torrent"),
                             [&](api::Progress const& progress) { last = progress; }, {}));
    CHECK(last.done_bytes == 100000);
    CHECK(last.total_bytes == 100000);
}

TEST_CASE("create: automatic pieces grow only when the torrent would pass 10 MiB") {
    constexpr std::int64_t gib = 1 << 30;
    using metainfo::auto_piece_size;
    CHECK(auto_piece_size(1, 0, api::Format::v1) == 256 * 1024);
    CHECK(auto_piece_size(128 * gib, 0, api::Format::v1) == 256 * 1024);
    CHECK(auto_piece_size(128 * gib, 1, api::Format::v1) == 512 * 1024);
    CHECK(auto_piece_size(128 * gib, 0, api::Format::hybrid) == 1024 * 1024);
    CHECK(auto_piece_size(100'000 * gib, 0, api::Format::v1) == 16 * 1024 * 1024);
}
