#include "tests/unit/engine/session_bench.hpp"

using namespace shoal;
using namespace shoal::engine;

namespace {

std::vector<bool> all(bool value) {
    return std::vector<bool>(5, value);
}

} // namespace

TEST_CASE("session: a torrent without data enters the swarm with no pieces") {
    Bench bench;
    bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    REQUIRE(bench.wire.added.size() == 1);
    CHECK(bench.wire.added[0].have == all(false));
    CHECK(bench.wire.added[0].dir == fs::canonical(bench.dir / "out"));
    CHECK(bench.count(EventKind::added) == 1);
}

TEST_CASE("session: what is on disk already is hashed, not fetched") {
    Bench bench;
    bench.add({.source = bench.torrent(), .dir = bench.dir / "content"});
    REQUIRE(bench.wire.added.size() == 1);
    CHECK(bench.wire.added[0].have == all(true));
}

TEST_CASE("session: complete is told once, flushed only after the record is written") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.arrive();
    bench.say(Finished{id});
    bench.say(Status{.id = id, .state = WireState::finished});
    CHECK(bench.count(EventKind::complete) == 1);
    CHECK(bench.count(EventKind::flushed) == 0);
    CHECK(bench.wire.saves == std::vector{id});
    bench.say(ResumeReady{id, "blob", all(true)});
    CHECK(bench.count(EventKind::flushed) == 1);
    auto const record = bench.files.load_record(
        {0, bench.events[0].info_hash, fs::canonical(bench.dir / "out") / "data"});
    REQUIRE(record);
    CHECK(record->have == all(true));
    CHECK(record->clean);
}

TEST_CASE("session: a record that lacks the last piece leaves it to be hashed") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.arrive();
    bench.say(Finished{id});
    auto most = all(true);
    most.back() = false;
    bench.say(ResumeReady{id, "blob", most});
    auto const record = bench.files.load_record(
        {0, bench.events[0].info_hash, fs::canonical(bench.dir / "out") / "data"});
    REQUIRE(record);
    CHECK(record->have == most);
    CHECK_FALSE(record->clean);
}

TEST_CASE("session: a record from before the last piece does not count as flushed") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.arrive();
    bool saved = false;
    bench.session.handle(api::Command{api::Save{id}},
                         [&](auto const& reply) { saved = reply.has_value(); });
    bench.say(Finished{id});
    bench.say(ResumeReady{id, "early", {true, true, false, false, false}});
    CHECK(saved);
    CHECK(bench.count(EventKind::flushed) == 0);
    CHECK(bench.wire.saves == std::vector{id, id});
    bench.say(ResumeReady{id, "late", all(true)});
    CHECK(bench.count(EventKind::flushed) == 1);
}

TEST_CASE("session: a last piece that the first record lacks is asked for again") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.arrive();
    bench.say(Finished{id});
    bench.say(ResumeReady{id, "too early", {true, true, true, true, false}});
    CHECK(bench.count(EventKind::flushed) == 0);
    bench.clock.advance(1s);
    bench.tick();
    CHECK(bench.wire.saves == std::vector{id, id});
    bench.say(ResumeReady{id, "blob", all(true)});
    CHECK(bench.count(EventKind::flushed) == 1);
}

TEST_CASE("session: a record that cannot be written is a warning, what was flushed is complete") {
    Bench bench;
    REQUIRE(write_file(bench.dir / "state", "no folder", Overwrite::no));
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.arrive();
    bench.say(Finished{id});
    bench.say(ResumeReady{id, "blob", all(true)});
    CHECK(bench.count(EventKind::warning) == 1);
    CHECK(bench.count(EventKind::flushed) == 1);
    CHECK(bench.count(EventKind::error) == 0);
}

TEST_CASE("session: a file that is gone when its pieces are to be claimed stops its torrent") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.say(Status{.id = id, .state = WireState::downloading, .pieces_done = 1});
    bench.clock.advance(11s);
    bench.tick();
    bench.say(ResumeReady{id, "blob", {true, false, false, false, false}});
    CHECK(bench.count(EventKind::error) == 1);
    auto const record = bench.files.load_record(
        {0, bench.events[0].info_hash, fs::canonical(bench.dir / "out") / "data"});
    REQUIRE(record);
    CHECK(record->have == all(false));
}

TEST_CASE("session: data found on disk is flushed before a record claims it") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "content"});
    fs::remove(bench.dir / "content/data");
    fs::create_symlink("data", bench.dir / "content/data"); // opening it fails
    bench.say(Finished{id});
    bench.say(ResumeReady{id, "blob", all(true)});
    CHECK(bench.count(EventKind::error) == 1);
    CHECK(bench.count(EventKind::flushed) == 0);
}

TEST_CASE("session: the last record of a complete torrent is no younger than its data") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.arrive();
    bench.say(Finished{id});
    bench.say(ResumeReady{id, "blob", all(true)});
    auto const flushed = bench.clock.wall();
    bench.clock.advance(1h); // in which somebody else may write to the file
    bench.session.begin_shutdown();
    bench.say(Paused{id});
    bench.say(ResumeReady{id, "blob", all(true)});
    auto const record = bench.files.load_record(
        {0, bench.events[0].info_hash, fs::canonical(bench.dir / "out") / "data"});
    REQUIRE(record);
    CHECK(record->saved == flushed);
}

TEST_CASE("session: who waits for a save is answered when the torrent is removed") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    int answers = 0;
    for (int i = 0; i < 2; ++i)
        bench.session.handle(api::Command{api::Save{id}}, [&](auto const& reply) {
            CHECK(!reply);
            ++answers;
        });
    bench.session.handle(api::Command{api::Remove{{id}}}, [](auto const&) {});
    bench.session.end_turn();
    CHECK(answers == 2);
}

TEST_CASE("session: after an unclean end the claimed pieces are believed, the others hashed") {
    Bench bench;
    auto const torrent = bench.torrent();
    {
        auto const id = bench.add({.source = torrent, .dir = bench.dir / "content"});
        bench.say(Status{.id = id, .state = WireState::downloading, .pieces_done = 1});
        bench.clock.advance(11s);
        bench.tick();
        bench.say(ResumeReady{id, "blob", {true, false, false, false, false}});
        bench.session.handle(api::Command{api::Remove{{id}}}, [](auto const&) {});
    }
    // Piece 0 is damaged behind our back, which the record hides; the others are found by hashing.
    auto bytes = *read_file(bench.dir / "content/data", 1 << 20);
    bytes[0] = 'y';
    REQUIRE(write_file(bench.dir / "content/data", bytes, Overwrite::yes));
    bench.add({.source = torrent, .dir = bench.dir / "content"});
    CHECK(bench.wire.added.back().have == all(true));
    CHECK(bench.wire.added.back().resume == "blob");
    bench.session.handle(api::Command{api::Remove{{2}}}, [](auto const&) {});
    bench.add({.source = torrent, .dir = bench.dir / "content", .check = true});
    CHECK(bench.wire.added.back().have == std::vector<bool>{false, true, true, true, true});
}

TEST_CASE(
    "session: a record whose files are gone claims nothing any more before new ones are begun") {
    Bench bench;
    auto const torrent = bench.torrent();
    auto const add = api::Add{.source = torrent, .dir = bench.dir / "content"};
    auto const id = bench.add(add);
    bench.clock.advance(11s);
    bench.tick();
    bench.say(ResumeReady{id, "blob", all(true)});
    bench.session.handle(api::Command{api::Remove{{id}}}, [](auto const&) {});
    auto const place = fs::canonical(bench.dir / "content") / "data";
    REQUIRE(bench.files.load_record({0, bench.events[0].info_hash, place}));
    fs::remove(place);
    bench.add(add);
    CHECK(bench.wire.added.back().have == all(false));
    CHECK_FALSE(bench.wire.added.back().blocks_kept);
    auto const record = bench.files.load_record({0, bench.events[0].info_hash, place});
    REQUIRE(record);
    CHECK(record->have == all(false));
}

TEST_CASE(
    "session: what shares a piece with an unwanted file is claimed when the books are closed") {
    Bench bench;
    fs::create_directories(bench.dir / "two");
    REQUIRE(write_file(bench.dir / "two/a", std::string(20'000, 'a'), Overwrite::no));
    REQUIRE(write_file(bench.dir / "two/b", std::string(20'000, 'b'), Overwrite::no));
    metainfo::Workshop workshop;
    REQUIRE(workshop.create(
        {.paths = {bench.dir / "two"}, .output = bench.dir / "two.torrent", .piece_size = 16384},
        {}, {}));
    auto const id =
        bench.add({.source = bench.dir / "two.torrent", .dir = bench.dir.path(), .select = {"a"}});
    auto const record = [&] {
        return bench.files.load_record({0, bench.snapshot->torrents.at(0)->info_hash,
                                        fs::canonical(bench.dir.path()) / "two"});
    };
    bench.say(Status{.id = id, .state = WireState::downloading, .pieces_done = 2});
    bench.clock.advance(11s);
    bench.tick();
    bench.say(ResumeReady{id, "blob", {true, true, false}});
    REQUIRE(record());
    CHECK(record()->have == std::vector<bool>{true, false, false});
    bench.session.begin_shutdown();
    bench.say(Paused{id});
    bench.say(ResumeReady{id, "blob", {true, true, false}});
    CHECK(record()->have == std::vector<bool>{true, true, false});
}

TEST_CASE("session: somebody else's file is not overwritten") {
    Bench bench;
    auto const torrent = bench.torrent();
    fs::create_directories(bench.dir / "out");
    REQUIRE(write_file(bench.dir / "out/data", "a diary", Overwrite::no));
    bench.add({.source = torrent, .dir = bench.dir / "out"});
    CHECK(bench.wire.added.empty());
    REQUIRE(bench.count(EventKind::error) == 1);
    CHECK(bench.events.back().where == (fs::canonical(bench.dir / "out") / "data").string());
    bench.session.handle(api::Command{api::Remove{{1}}}, [](auto const&) {});
    bench.add({.source = torrent, .dir = bench.dir / "out", .check = true});
    CHECK(bench.wire.added.size() == 1);
}

TEST_CASE("session: seeding what is not complete is an error, and nothing is announced") {
    Bench bench;
    auto const torrent = bench.torrent();
    REQUIRE(write_file(bench.dir / "content/data", std::string(4 * 16384, 'x'), Overwrite::yes));
    bench.add({.source = torrent, .dir = bench.dir / "content", .must_be_complete = true});
    CHECK(bench.wire.added.empty());
    REQUIRE(bench.count(EventKind::error) == 1);
    CHECK(bench.events.back().text.starts_with("1 of 5 pieces"));
}

TEST_CASE("session: the same torrent is not taken twice") {
    Bench bench;
    auto const torrent = bench.torrent();
    auto const first = bench.add({.source = torrent, .dir = bench.dir / "a"});
    bench.session.handle(api::Command{api::Add{.source = torrent, .dir = bench.dir / "b"}},
                         [&](Result<api::Reply> const& reply) {
                             REQUIRE(reply);
                             CHECK(reply->is_known);
                             CHECK(reply->id == first);
                         });
    bench.jobs.run();
    CHECK(bench.wire.added.size() == 1);
    CHECK(bench.count(EventKind::added) == 1);
}

TEST_CASE("session: a magnet's metadata passes the same door as a .torrent") {
    Bench bench;
    auto const torrent = bench.torrent();
    auto const parsed = *metainfo::load(torrent);
    auto const id = bench.add({.source = parsed.summary.magnet, .dir = bench.dir / "content"});
    REQUIRE(bench.wire.added.size() == 1);
    CHECK(bench.wire.added[0].torrent.empty());
    bench.say(PeerMet{id, {"127.0.0.1", 7}, true, {"dht"}});
    bench.say(PeerMet{id, {"127.0.0.1", 8}, false, {"incoming"}});
    bench.say(MetadataPieces{id, 1, 3});
    bench.tick();
    CHECK(bench.snapshot->torrents[0]->metadata_done == 1);
    CHECK(bench.snapshot->torrents[0]->metadata_pieces == 3);
    auto const info = parsed.bytes.substr(parsed.bytes.find("4:info") + 6);
    bench.say(MetadataReceived{id, info.substr(0, info.size() - 1)});
    REQUIRE(bench.wire.added.size() == 2);
    CHECK(bench.wire.removed == std::vector{id});
    CHECK(bench.wire.added[1].have == all(true));
    CHECK(bench.wire.added[1].peers == std::vector<api::Endpoint>{{"127.0.0.1", 7}});
    CHECK(bench.count(EventKind::added) == 1);
    CHECK(bench.count(EventKind::metadata) == 1);
    bench.say(MetadataPieces{id, 3, 3}); // overheard before it was whole
    bench.clock.advance(1s);
    bench.tick();
    CHECK(bench.snapshot->torrents[0]->metadata_pieces == 0);
    CHECK(bench.snapshot->torrents[0]->files == 1);
}

TEST_CASE("session: a magnet whose files are to be picked is paused once they are known") {
    Bench bench;
    auto const parsed = *metainfo::load(bench.torrent());
    auto const id = bench.add(
        {.source = parsed.summary.magnet, .dir = bench.dir / "elsewhere", .pick_files = true});
    REQUIRE(bench.wire.added.size() == 1);
    CHECK_FALSE(bench.wire.added[0].paused);
    auto const info = parsed.bytes.substr(parsed.bytes.find("4:info") + 6);
    bench.say(MetadataReceived{id, info.substr(0, info.size() - 1)});
    REQUIRE(bench.wire.added.size() == 2);
    CHECK(bench.wire.added[1].paused);
}

TEST_CASE("session: a magnet that leads outside of its folder is stopped") {
    Bench bench;
    auto const id =
        bench.add({.source = "magnet:?xt=urn:btih:0123456789012345678901234567890123456789",
                   .dir = bench.dir / "out"});
    bench.say(MetadataReceived{
        id, "d5:filesld6:lengthi1e4:pathl2:..1:aeee4:name1:n12:piece lengthi16384e6:pieces20:"
            "aaaaaaaaaaaaaaaaaaaae"});
    CHECK(bench.count(EventKind::error) == 1);
    CHECK(bench.wire.added.size() == 1);
}

TEST_CASE("session: a tracker's trouble is told when it begins and when it changes") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    for (char const* reason : {"refused", "refused", "timed out", "timed out"})
        bench.say(Trouble{id, reason, "http://t/announce"});
    CHECK(bench.count(EventKind::warning) == 2);
    bench.say(Recovered{id, "http://t/announce"});
    bench.say(Trouble{id, "timed out", "http://t/announce"});
    CHECK(bench.count(EventKind::warning) == 3);
}

TEST_CASE("session: a failed file stops its torrent, with operation, reason and path") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.say(TorrentFailed{id, "file_write: No space left on device", "/out/data"});
    bench.say(Status{.id = id, .state = WireState::downloading});
    CHECK(bench.count(EventKind::error) == 1);
    CHECK(bench.snapshot->torrents[0]->state == api::TorrentState::error);
}

TEST_CASE("session: the seed goal is reached after completion, by time") {
    Bench bench;
    auto const id =
        bench.add({.source = bench.torrent(), .dir = bench.dir / "content", .goal = {.time = 60s}});
    bench.say(Finished{id});
    bench.say(ResumeReady{id, "blob", all(true)});
    bench.clock.advance(59s);
    bench.tick();
    CHECK(bench.count(EventKind::goal_reached) == 0);
    bench.clock.advance(1s);
    bench.tick();
    bench.tick();
    CHECK(bench.count(EventKind::goal_reached) == 1);
}

TEST_CASE("session: shutting down leaves the swarm, then closes the books") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.session.begin_shutdown();
    CHECK(!bench.session.is_settled());
    CHECK(bench.wire.paused == std::vector{id});
    bench.say(Paused{id});
    bench.say(ResumeReady{id, "blob", all(false)});
    CHECK(bench.session.is_settled());
    auto const record = bench.files.load_record(
        {0, bench.events[0].info_hash, fs::canonical(bench.dir / "out") / "data"});
    REQUIRE(record);
    CHECK(record->clean);
}
