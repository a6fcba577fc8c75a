// What a session makes of the names and links that are on the disk.

#include "tests/unit/engine/session_bench.hpp"

using namespace shoal;
using namespace shoal::engine;

namespace {

/// The torrent of a folder `tree` in `bench.dir/content` with one file of that name.
fs::path torrent_with(Bench& bench, std::string const& name) {
    fs::create_directories(bench.dir / "content/tree");
    REQUIRE(write_file(bench.dir / "content/tree" / name, std::string(40'000, 'x'), Overwrite::no));
    metainfo::Workshop workshop;
    REQUIRE(workshop.create({.paths = {bench.dir / "content/tree"},
                             .output = bench.dir / "tree.torrent",
                             .piece_size = 16384},
                            {}, {}));
    return bench.dir / "tree.torrent";
}

std::size_t errors(Bench const& bench) {
    return static_cast<std::size_t>(bench.count(EventKind::error));
}

} // namespace

TEST_CASE("session disk: content is seeded under the names that its author gave it") {
    for (bool const is_new : {true, false}) {
        Bench bench;
        auto const torrent = torrent_with(bench, "new\nline");
        bench.add({.source = torrent,
                   .dir = bench.dir / "content",
                   .assume_complete = is_new,
                   .must_be_complete = true});
        CHECK(errors(bench) == 0);
        REQUIRE(bench.wire.added.size() == 1);
        CHECK(bench.wire.added[0].renames ==
              std::map<std::size_t, std::string>{{0, "tree/new\nline"}});
        CHECK(bench.wire.added[0].have == std::vector<bool>(3, true));
    }
}

TEST_CASE("session disk: such content keeps its name when which files are wanted changes") {
    Bench bench;
    auto const id =
        bench.add({.source = torrent_with(bench, "new\nline"), .dir = bench.dir / "content"});
    bench.session.handle(
        api::Command{api::SetFiles{.id = id, .files = {0}, .priority = api::FilePriority::high}},
        [](Result<api::Reply> const& reply) { CHECK(reply); });
    bench.session.handle(api::Command{api::Recheck{{id}}}, [](auto const&) {});
    bench.jobs.run();
    REQUIRE(bench.wire.added.size() == 2);
    CHECK(bench.wire.added[1].renames.at(0) == "tree/new\nline");
    CHECK(bench.wire.added[1].have == std::vector<bool>(3, true));
}

TEST_CASE("session disk: a new download goes on under a name that is safe") {
    Bench bench;
    bench.add({.source = torrent_with(bench, "new\nline"), .dir = bench.dir / "out"});
    REQUIRE(bench.wire.added.size() == 1);
    CHECK(bench.wire.added[0].renames.empty());
}

TEST_CASE("session disk: nothing is written through a link out of the folder, and others go on") {
    Bench bench;
    auto const torrent = torrent_with(bench, "file");
    fs::create_directories(bench.dir / "out");
    fs::create_directories(bench.dir / "elsewhere");
    fs::create_directory_symlink(bench.dir / "elsewhere", bench.dir / "out/tree");
    bench.add({.source = torrent, .dir = bench.dir / "out"});
    CHECK(bench.wire.added.empty());
    REQUIRE(errors(bench) == 1);
    CHECK(bench.events.back().text.starts_with("it is a symbolic link out of "));
    CHECK(bench.events.back().where == (fs::canonical(bench.dir / "out") / "tree").string());
    bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    CHECK(bench.wire.added.size() == 1);
}

TEST_CASE("session disk: nor through a file that is a link, but what is complete may be read") {
    Bench bench;
    auto const torrent = torrent_with(bench, "file");
    auto const whole = fs::canonical(bench.dir / "content/tree/file");
    fs::create_directories(bench.dir / "out/tree");
    fs::create_symlink(whole, bench.dir / "out/tree/file");
    bench.add({.source = torrent, .dir = bench.dir / "out"});
    CHECK(errors(bench) == 0);
    REQUIRE(bench.wire.added.size() == 1);
    CHECK(bench.wire.added[0].have == std::vector<bool>(3, true));
    bench.session.handle(api::Command{api::Remove{{1}}}, [](auto const&) {});
    REQUIRE(write_file(whole, std::string(20'000, 'x'), Overwrite::yes));
    bench.add({.source = torrent, .dir = bench.dir / "out", .check = true});
    CHECK(bench.wire.added.size() == 1);
    CHECK(errors(bench) == 1);
}

TEST_CASE("session disk: the folder itself may be a link") {
    Bench bench;
    fs::create_directories(bench.dir / "real");
    fs::create_directory_symlink(bench.dir / "real", bench.dir / "out");
    bench.add({.source = torrent_with(bench, "file"), .dir = bench.dir / "out"});
    CHECK(errors(bench) == 0);
    CHECK(bench.wire.added.size() == 1);
}

TEST_CASE("session disk: what is only seeded and turns out to lack something fails") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(),
                               .dir = bench.dir / "content",
                               .assume_complete = true,
                               .must_be_complete = true});
    bench.say(Status{.id = id, .state = WireState::checking, .wanted = 65'540});
    CHECK(errors(bench) == 0);
    bench.say(Status{.id = id, .state = WireState::downloading, .wanted = 65'540, .done = 16'384});
    REQUIRE(errors(bench) == 1);
    CHECK(bench.events.back().text.starts_with("only 16"));
}

TEST_CASE("session disk: what is complete is told to be all there, whatever was seen before") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "content"});
    bench.say(Finished{id});
    bench.tick();
    auto view = *bench.snapshot->torrents[0];
    CHECK(view.wanted == 65'540);
    CHECK(view.done == view.wanted);
    CHECK(view.pieces_done == 5);
    bench.say(Status{.id = id, .state = WireState::finished});
    bench.tick();
    view = *bench.snapshot->torrents[0];
    CHECK(view.done == 65'540);
    CHECK(view.pieces_done == 5);
}
