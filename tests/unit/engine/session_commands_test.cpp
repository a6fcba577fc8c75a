#include "tests/unit/engine/session_bench.hpp"

using namespace shoal;
using namespace shoal::engine;

namespace {

using api::TorrentState;

Result<api::Reply> ask(Bench& bench, api::Command command) {
    Result<api::Reply> answer = fail(Errc::internal, "no answer came");
    bench.session.handle(std::move(command), [&](Result<api::Reply> reply) { answer = reply; });
    bench.jobs.run();
    return answer;
}

api::TorrentView view(Bench& bench, api::TorrentId id) {
    bench.clock.advance(1s);
    bench.tick();
    auto const found = api::find(*bench.snapshot, id);
    REQUIRE(found);
    return *found;
}

api::TorrentId add(Bench& bench) {
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.say(Joined{id});
    bench.say(Status{.id = id, .state = WireState::downloading});
    return id;
}

/// A second torrent, with other content.
api::TorrentId add_another(Bench& bench) {
    fs::create_directories(bench.dir / "other");
    REQUIRE(write_file(bench.dir / "other/more", std::string(70'000, 'y'), Overwrite::yes));
    metainfo::Workshop workshop;
    REQUIRE(workshop.create({.paths = {bench.dir / "other/more"},
                             .output = bench.dir / "more.torrent",
                             .piece_size = 16384},
                            {}, {}));
    auto const id = bench.add({.source = bench.dir / "more.torrent", .dir = bench.dir / "out"});
    bench.say(Status{.id = id, .state = WireState::downloading});
    return id;
}

} // namespace

TEST_CASE("session: a paused torrent leaves the swarm, and a resumed one comes back") {
    Bench bench;
    auto const id = add(bench);
    REQUIRE(ask(bench, api::Pause{{id}}));
    CHECK(bench.wire.paused == std::vector{id});
    CHECK(view(bench, id).state == TorrentState::paused);
    bench.say(Paused{id});
    CHECK(bench.wire.saves == std::vector{id});
    REQUIRE(ask(bench, api::Resume{{id}}));
    CHECK(bench.wire.resumed == std::vector{id});
    CHECK(view(bench, id).state == TorrentState::downloading);
}

TEST_CASE("session: a torrent added paused tells nobody of itself") {
    Bench bench;
    auto const id =
        bench.add({.source = bench.torrent(), .dir = bench.dir / "out", .paused = true});
    REQUIRE(bench.wire.added.size() == 1);
    CHECK(bench.wire.added[0].paused);
    bench.say(Joined{id});
    bench.tick();
    CHECK(bench.wire.met_trackers.empty());
    REQUIRE(ask(bench, api::Resume{{id}}));
    bench.tick();
    CHECK(view(bench, id).state == TorrentState::downloading);
    CHECK(bench.wire.met_trackers == std::vector{id});
}

TEST_CASE("session: commands pass over numbers that no torrent has") {
    Bench bench;
    auto const id = add(bench);
    CHECK(ask(bench, api::Pause{{77, id}}));
    auto const none = ask(bench, api::Pause{{77}});
    REQUIRE(!none);
    CHECK(none.error().code == Errc::not_found);
    CHECK(none.error().where == "77");
}

TEST_CASE("session: a torrent named twice is removed once, with its data if asked") {
    Bench bench;
    auto const id = add(bench);
    CHECK(ask(bench, api::Remove{{id, id}, true}));
    CHECK(bench.wire.data_removed == std::vector{id});
    CHECK(bench.count(EventKind::removed) == 1);
    CHECK(bench.snapshot->torrents.empty());
}

TEST_CASE("session: a recheck hashes everything, whatever the record says") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "content"});
    REQUIRE(write_file(bench.dir / "content/data", std::string(4 * 16384, 'z') + "tail",
                       Overwrite::yes));
    REQUIRE(ask(bench, api::Recheck{{id}}));
    CHECK(bench.wire.removed == std::vector{id});
    REQUIRE(bench.wire.added.size() == 2);
    CHECK(bench.wire.added[1].have == std::vector<bool>{false, false, false, false, true});
}

TEST_CASE("session: resuming takes a torrent in anew after its error") {
    Bench bench;
    auto const id = add(bench);
    bench.say(TorrentFailed{id, "No space left on device", "out/data"});
    CHECK(view(bench, id).state == TorrentState::error);
    CHECK(bench.wire.paused == std::vector{id});
    REQUIRE(ask(bench, api::Resume{{id}}));
    CHECK(bench.wire.added.size() == 2);
    bench.say(Status{.id = id, .state = WireState::downloading});
    CHECK(view(bench, id).state == TorrentState::downloading);
    CHECK(view(bench, id).error.empty());
}

TEST_CASE("session: what is changed is shown, and what the wire must know it is told") {
    Bench bench;
    auto const id = add(bench);
    REQUIRE(ask(bench, api::Change{.ids = {id}, .label = "linux", .up_limit = 1000}));
    CHECK(view(bench, id).label == "linux");
    CHECK(bench.wire.torrent_limits.at(id).up == 1000);
    REQUIRE(ask(bench, api::Change{.ids = {id}, .sequential = true}));
    CHECK(bench.wire.sequential);
    CHECK(view(bench, id).label == "linux");
}

TEST_CASE("session: a move is told when it ends, and its files are found in the new folder") {
    Bench bench;
    auto const id = add(bench);
    REQUIRE(ask(bench, api::Move{{id}, bench.dir / "new"}));
    CHECK(view(bench, id).state == TorrentState::moving);
    bench.say(Moved{id, bench.dir / "new"});
    CHECK(view(bench, id).dir == (bench.dir / "new").string());
    CHECK(bench.count(EventKind::moved) == 1);
    REQUIRE(ask(bench, api::Move{{id}, bench.dir / "newer"}));
    bench.say(MoveFailed{id, "Permission denied", "newer"});
    CHECK(view(bench, id).dir == (bench.dir / "new").string());
    CHECK(bench.count(EventKind::warning) == 1);
}

TEST_CASE("session: what is not complete waits in the incomplete folder, then moves on by itself") {
    Bench bench;
    auto const target = bench.dir / "out";
    auto const waiting = bench.dir / "waiting";
    REQUIRE(ask(bench, api::Configure{{}, api::Housekeeping{.incomplete = waiting}}));
    auto const id = bench.add({.source = bench.torrent(), .dir = target});
    REQUIRE(bench.wire.added.size() == 1);
    CHECK(bench.wire.added[0].dir == waiting);
    REQUIRE(ask(bench, api::Move{{id}, bench.dir / "better"})); // where it goes, not where it is
    CHECK(bench.wire.moves.empty());
    fs::create_directories(waiting);
    REQUIRE(write_file(waiting / "data", "anything", Overwrite::yes));
    bench.say(Finished{id});
    CHECK(bench.wire.moves.empty()); // not before it is flushed
    bench.say(ResumeReady{id, "blob", std::vector<bool>(5, true)});
    REQUIRE(bench.wire.moves.size() == 1);
    CHECK(bench.wire.moves[0].second == bench.dir / "better");
}

TEST_CASE("session: content that is where it belongs does not go to the incomplete folder") {
    Bench bench;
    REQUIRE(ask(bench, api::Configure{{}, api::Housekeeping{.incomplete = bench.dir / "waiting"}}));
    bench.add({.source = bench.torrent(), .dir = bench.dir / "content"});
    REQUIRE(bench.wire.added.size() == 1);
    CHECK(bench.wire.added[0].dir == bench.dir / "content");
}

TEST_CASE("session: what another client gave and took is counted on") {
    Bench bench;
    WallTime const long_ago{std::chrono::hours{24 * 365}};
    auto const id = bench.add({.source = bench.torrent(),
                               .dir = bench.dir / "content",
                               .past = {.uploaded = 1000, .downloaded = 10, .added = long_ago}});
    CHECK(view(bench, id).uploaded_before == 1000);
    CHECK(view(bench, id).downloaded_before == 10);
    CHECK(view(bench, id).added == long_ago);
}

TEST_CASE("session: who hears of an event finds it in the snapshot") {
    Bench bench;
    bool is_there = false;
    bench.on_event = [&](api::Event const& event) {
        if (event.kind == EventKind::added)
            is_there = api::find(*bench.snapshot, event.id) != nullptr;
    };
    add(bench);
    CHECK(is_there);
}

TEST_CASE("session: a file's new name must stay in the torrent's folder") {
    Bench bench;
    auto const id = add(bench);
    CHECK(!ask(bench, api::Rename{id, 0, "../elsewhere"}));
    CHECK(!ask(bench, api::Rename{id, 0, "/etc/passwd"}));
    CHECK(!ask(bench, api::Rename{id, 1, "there is one file only"}));
    CHECK(!ask(bench, api::Rename{id, std::nullopt, "a/b"}));
    CHECK(bench.wire.renames.empty());
    REQUIRE(ask(bench, api::Rename{id, std::nullopt, "name"}));
    CHECK(bench.wire.renames == std::vector<std::pair<std::size_t, std::string>>{{0, "name"}});
    CHECK(view(bench, id).name == "name");
}

TEST_CASE("session: a torrent of which a file cannot be renamed keeps its name") {
    Bench bench;
    auto const id = add(bench);
    REQUIRE(ask(bench, api::Rename{id, std::nullopt, "name"}));
    CHECK(!ask(bench, api::Rename{id, std::nullopt, "another meanwhile"}));
    bench.say(RenameFailed{id, 0, "read-only file system"});
    CHECK(view(bench, id).name == "data");
    CHECK(bench.count(EventKind::warning) == 1);
    REQUIRE(ask(bench, api::Rename{id, std::nullopt, "again"}));
    bench.say(Renamed{id, 0, "again"});
    CHECK(view(bench, id).name == "again");
}

TEST_CASE("session: a rename puts nothing in the place of another file") {
    Bench bench;
    auto const id = add(bench);
    auto const dir = fs::path{view(bench, id).dir};
    fs::create_directories(dir);
    REQUIRE(write_file(dir / "mine", "do not touch", Overwrite::no));
    auto const answer = ask(bench, api::Rename{id, 0, "mine"});
    REQUIRE(!answer);
    CHECK(answer.error().code == Errc::conflict);
    CHECK(bench.wire.renames.empty());
}

TEST_CASE("session: the last wanted file cannot be skipped") {
    Bench bench;
    auto const id = add(bench);
    CHECK(!ask(bench, api::SetFiles{id, {0}, api::FilePriority::skip}));
    REQUIRE(ask(bench, api::SetFiles{id, {0}, api::FilePriority::high}));
    CHECK(bench.wire.files == std::vector{api::FilePriority::high});
}

TEST_CASE("session: as many downloads run as may, the others wait in order") {
    Bench bench;
    auto const first = add(bench);
    auto const second = add_another(bench);
    api::SessionRules rules;
    rules.queue.downloads = 1;
    REQUIRE(ask(bench, api::Configure{rules}));
    CHECK(view(bench, first).state == TorrentState::downloading);
    CHECK(view(bench, second).state == TorrentState::queued);
    CHECK(view(bench, second).queue_position == 1);
    REQUIRE(ask(bench, api::Enqueue{{second}, api::QueueMove::top}));
    CHECK(view(bench, first).state == TorrentState::queued);
    CHECK(view(bench, second).state == TorrentState::downloading);
    REQUIRE(ask(bench, api::Pause{{second}}));
    CHECK(view(bench, first).state == TorrentState::downloading);
}

TEST_CASE("session: the alternative limits are told to the wire when they are switched on") {
    Bench bench;
    api::SessionRules rules{.limits = {.up = 500}, .alternative = {.up = 100}};
    REQUIRE(ask(bench, api::Configure{rules}));
    CHECK(bench.wire.session_limits.up == 500);
    rules.alternative_on = true;
    REQUIRE(ask(bench, api::Configure{rules}));
    CHECK(bench.wire.session_limits.up == 100);
    bench.tick();
    CHECK(bench.snapshot->alternative_in_force);
}

TEST_CASE("session: who has given enough is paused") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.arrive();
    REQUIRE(ask(bench, api::Change{.ids = {id}, .goal = api::SeedGoal{.ratio = 1}}));
    bench.say(Finished{id});
    bench.say(ResumeReady{id, "blob", std::vector<bool>(5, true)});
    CHECK(view(bench, id).state == TorrentState::complete);
    bench.say(Status{.id = id, .state = WireState::finished, .uploaded = 70'000});
    CHECK(view(bench, id).state == TorrentState::paused);
    CHECK(bench.count(EventKind::goal_reached) == 1);
}

TEST_CASE("session: the files of a torrent are told with what is there of each") {
    Bench bench;
    auto const id = add(bench);
    bench.wire.piece_view.have = {true, false, true, false, true};
    Result<api::Answer> answer = fail(Errc::internal, "no answer came");
    bench.session.answer(api::FilesOf{id}, [&](Result<api::Answer> got) { answer = got; });
    REQUIRE(answer);
    auto const& files = std::get<std::vector<api::FileView>>(*answer);
    REQUIRE(files.size() == 1);
    CHECK(files[0].path == "data");
    CHECK(files[0].done == 2 * 16384 + 4);
    bench.session.answer(api::PeersOf{99}, [&](Result<api::Answer> got) { answer = got; });
    CHECK(!answer);
}

TEST_CASE("session: each pause ends with a record, and what is counted anew is added up") {
    Bench bench;
    auto const id = add(bench);
    bench.say(Status{.id = id, .state = WireState::downloading, .downloaded = 1000});
    REQUIRE(ask(bench, api::Pause{{id}}));
    bench.say(Paused{id});
    bench.say(ResumeReady{id, "blob", std::vector<bool>(5)});
    REQUIRE(ask(bench, api::Resume{{id}}));
    bench.say(Status{.id = id, .state = WireState::downloading, .downloaded = 10});
    CHECK(view(bench, id).downloaded_before + view(bench, id).downloaded == 1010);
    auto const saves = bench.wire.saves.size();
    REQUIRE(ask(bench, api::Pause{{id}}));
    bench.say(Paused{id});
    CHECK(bench.wire.saves.size() == saves + 1);
}

TEST_CASE("session: a pause that was taken back does not close the books") {
    Bench bench;
    auto const id = add(bench);
    REQUIRE(ask(bench, api::Pause{{id}}));
    REQUIRE(ask(bench, api::Resume{{id}}));
    bench.say(Paused{id}); // as libtorrent says it late
    CHECK(bench.wire.saves.empty());
    bench.session.begin_shutdown();
    bench.say(Paused{id});
    CHECK(bench.wire.saves == std::vector{id});
    bench.say(ResumeReady{id, "blob", std::vector<bool>(5)});
    CHECK(bench.session.is_settled());
}

TEST_CASE("session: another priority does not make a complete torrent complete anew") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    bench.arrive();
    bench.say(Finished{id});
    bench.say(ResumeReady{id, "blob", std::vector<bool>(5, true)});
    REQUIRE(ask(bench, api::SetFiles{id, {0}, api::FilePriority::high}));
    CHECK(view(bench, id).state == TorrentState::complete);
    bench.say(Status{.id = id, .state = WireState::finished});
    CHECK(bench.count(EventKind::complete) == 1);
}

TEST_CASE("session: who added a torrent finds it in the snapshot") {
    Bench bench;
    bool is_there = false;
    bench.session.handle(
        api::Command{api::Add{.source = bench.torrent(), .dir = bench.dir / "out"}},
        [&](Result<api::Reply> const& reply) {
            is_there = reply && api::find(*bench.snapshot, reply->id);
        });
    bench.jobs.run();
    CHECK(is_there);
}
