#include "core/store/events.hpp"
#include "core/store/store.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/store/opened_store.hpp"

#include <sys/stat.h>

using namespace shoal;
using namespace shoal::test;

namespace {

std::string const any_bytes{"\xff\xfe caf\xc3\xa9 \0 end", 15};

store::TorrentRow full_row() {
    return {
        .info_hash = {.v1 = digest_of<Sha1Digest>(1), .v2 = digest_of<Sha256Digest>(2)},
        .name = any_bytes,
        .size = 5'000'000'000,
        .source = "magnet:?xt=urn:btih:00&dn=" + any_bytes,
        .torrent = any_bytes + std::string(100'000, '\0'),
        .dir = "/srv/" + std::string{"\xff"} + "/downloads",
        .rename = any_bytes,
        .select = {"*.iso", any_bytes, ""},
        .priorities = {{0, api::FilePriority::skip}, {70'000, api::FilePriority::high}},
        .renames = {{3, "a/b"}, {4, any_bytes}},
        .sequential = true,
        .paused = true,
        .label = "distribution",
        .limits = {.up = 1, .down = 20'000'000'000},
        .goal = {.ratio = 1.5,
                 .time = std::chrono::seconds{60},
                 .idle = std::chrono::seconds{0},
                 .seeds = 3},
        .queue_key = -7,
        .added = WallTime{std::chrono::nanoseconds{1'700'000'000'123'456'789}},
        .completed = WallTime{std::chrono::nanoseconds{1'700'000'001'000'000'001}},
        .totals = {.uploaded = 1,
                   .downloaded = 2,
                   .active = std::chrono::seconds{3},
                   .seeding = std::chrono::seconds{4}},
        .moving_to = "/mnt/else",
        .error = "the disk is full",
        .bound_for = "/mnt/done",
        .renaming = store::Renaming{70'000, any_bytes},
        .trackers = {"udp://one:1", any_bytes},
        .web_seeds = {"https://example.org/"},
        .priority = api::Priority::high,
    };
}

/// As the store gives it back in its list.
store::TorrentRow listed(store::TorrentRow row, api::TorrentId id) {
    row.id = id;
    row.torrent.clear();
    return row;
}

} // namespace

TEST_CASE("store: every field of a torrent outlives the process, whatever bytes it has") {
    TempDir dir;
    auto const row = full_row();
    auto const id = OpenedStore{dir.path()}.add(row);
    REQUIRE(id);
    OpenedStore const again{dir.path()};
    auto const rows = again->torrents();
    REQUIRE(rows->size() == 1);
    CHECK(rows->front() == listed(row, *id));
    CHECK(again->torrent_bytes(*id) == row.torrent);
    CHECK(again.notes.empty());
}

TEST_CASE("store: what is absent stays absent") {
    TempDir dir;
    OpenedStore const store{dir.path()};
    auto const row = row_of(1);
    auto const id = store.add(row);
    CHECK(store->torrents()->front() == listed(row, *id));
    CHECK(store->torrent_bytes(*id) == "");
    CHECK(store->record(*id) == "");
    CHECK(store->blob("dht") == "");
}

TEST_CASE("store: an update changes every field but keeps the .torrent, and totals never sink") {
    TempDir dir;
    OpenedStore const store{dir.path()};
    auto changed = full_row();
    auto first = row_of(1);
    first.torrent = "d4:infodee";
    first.totals = {.uploaded = 100, .downloaded = 0, .active = std::chrono::seconds{50}};
    changed.id = *store.add(first);
    changed.torrent.clear();
    REQUIRE(store.update(changed));
    changed.totals.uploaded = 100;
    changed.totals.active = std::chrono::seconds{50};
    CHECK(store->torrents()->front() == changed);
    CHECK(store->torrent_bytes(changed.id) == "d4:infodee");
    changed.torrent = "d4:infod4:name1:xee";
    REQUIRE(store.update(changed));
    CHECK(store->torrent_bytes(changed.id) == changed.torrent);
}

TEST_CASE("store: an info-hash is there once, by v1 or by v2") {
    TempDir dir;
    OpenedStore const store{dir.path()};
    auto const hybrid = full_row();
    REQUIRE(store.add(hybrid));
    auto other = row_of(9);
    for (auto const& hash :
         {api::InfoHash{.v1 = hybrid.info_hash.v1}, api::InfoHash{.v2 = hybrid.info_hash.v2}}) {
        auto twin = row_of(5);
        twin.info_hash = hash;
        auto const refused = store.add(twin);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Errc::conflict);
        CHECK(refused.error().where == display(hash));
    }
    other.id = *store.add(other);
    other.info_hash = hybrid.info_hash;
    CHECK(store.update(other).error().code == Errc::conflict);
    CHECK(store->torrents()->size() == 2);
}

TEST_CASE("store: a torrent without any info-hash is refused") {
    TempDir dir;
    OpenedStore const store{dir.path()};
    CHECK_FALSE(store.add({.name = "nameless"}));
    CHECK(store->torrents()->empty());
}

TEST_CASE("store: what was removed does not come back, and takes all of its own with it") {
    TempDir dir;
    OpenedStore const store{dir.path()};
    auto row = full_row();
    row.id = *store.add(row);
    REQUIRE(store.save_record(row.id, "claims"));
    CHECK(store->record(row.id) == "claims");
    REQUIRE(store.remove(row.id));
    CHECK(store.update(row).error().code == Errc::not_found);
    CHECK(store.remove(row.id).error().code == Errc::not_found);
    CHECK(store.save_record(row.id, "late"));
    store->save_totals({{row.id, {.uploaded = 1}}});
    store.settle();
    CHECK(store->torrents()->empty());
    CHECK(store->record(row.id) == "");
    CHECK(store->torrent_bytes(row.id) == "");
}

TEST_CASE("store: a number is never given twice, over all runs") {
    TempDir dir;
    api::TorrentId last = 0;
    for (std::uint64_t run = 0; run < 3; ++run) {
        OpenedStore const store{dir.path()};
        for (std::uint64_t n = 0; n < 3; ++n) {
            auto row = row_of(run * 3 + n);
            row.id = 1; // not looked at
            auto const id = store.add(row);
            CHECK(*id > last);
            last = *id;
        }
        REQUIRE(store.remove(last));
    }
}

TEST_CASE("store: totals grow, and are those of the last run") {
    TempDir dir;
    OpenedStore store{dir.path()};
    auto const id = *store.add(row_of(1));
    store::Totals const totals{.uploaded = 10,
                               .downloaded = 20,
                               .active = std::chrono::seconds{30},
                               .seeding = std::chrono::seconds{40}};
    store->save_totals({{id, totals}});
    REQUIRE(store.add(row_of(2))); // so that these are not taken for the older ones of two
    store->save_totals({{id, {.uploaded = 5}}});
    store.close(); // writes what waits
    CHECK(OpenedStore { dir.path() } -> torrents()->front().totals == totals);
}

TEST_CASE("store: events come back in their order, and the oldest of too many are gone") {
    TempDir dir;
    OpenedStore const store{dir.path()};
    api::Event event{.kind = api::EventKind::warning,
                     .time = FakeClock{}.wall(),
                     .id = 7,
                     .info_hash = {.v1 = digest_of<Sha1Digest>(1)},
                     .name = any_bytes,
                     .text = "slow",
                     .where = "udp://x"};
    for (event.number = 1; event.number <= store::events_kept + 5; ++event.number)
        store->save_event(event);
    store.settle();
    auto const all = store->events(store::events_kept * 2);
    REQUIRE(all->size() == store::events_kept);
    CHECK(all->front().number == 6);
    auto const newest = store->events(2);
    REQUIRE(newest->size() == 2);
    auto const& last = newest->back();
    CHECK(last.number == event.number - 1);
    CHECK(last.kind == event.kind);
    CHECK(last.time == event.time);
    CHECK(last.id == event.id);
    CHECK(last.info_hash == event.info_hash);
    CHECK(last.name == event.name);
    CHECK(last.text == event.text);
    CHECK(last.where == event.where);
}

TEST_CASE("store: bans last until their time, a new one replaces the old") {
    TempDir dir;
    FakeClock clock;
    auto const now = clock.wall();
    api::Ban const one{.peer = {.endpoint = {"10.0.0.1", 6881}, .id = digest_of<api::PeerId>(1)},
                       .torrent = {.v1 = digest_of<Sha1Digest>(1)},
                       .reason = "sent 3 bad blocks, " + any_bytes,
                       .until = now + std::chrono::hours{24}};
    auto other = one;
    other.peer.id = digest_of<api::PeerId>(2);
    other.until = now + std::chrono::hours{1};
    OpenedStore const store{dir.path()};
    store->save_ban(other);
    store->save_ban(one);
    store->save_ban(other);
    store.settle();
    auto const bans = store->bans(now);
    REQUIRE(bans->size() == 2);
    CHECK(bans->front().peer == one.peer);
    CHECK(bans->front().torrent == one.torrent);
    CHECK(bans->front().reason == one.reason);
    CHECK(bans->front().until == one.until);
    CHECK(store->bans(now + std::chrono::hours{1})->size() == 1);
    store.settle();
    CHECK(store->bans(now)->size() == 1); // the other was dropped
}

TEST_CASE("store: a blob is the last that was saved") {
    TempDir dir;
    OpenedStore store{dir.path()};
    store->save_blob("dht", "old");
    store->save_blob("dht", any_bytes);
    store->save_blob("rules", "{}");
    store.close();
    OpenedStore const again{dir.path()};
    CHECK(again->blob("dht") == any_bytes);
    CHECK(again->blob("rules") == "{}");
}

TEST_CASE("store: of records that wait all are answered, the last counts") {
    TempDir dir;
    OpenedStore const store{dir.path()};
    auto const id = *store.add(row_of(1));
    std::atomic<int> answers = 0;
    for (int i = 0; i < 50; ++i)
        store->save_record(id, "record " + std::to_string(i), [&](Result<void> const& saved) {
            CHECK(saved);
            ++answers;
        });
    store.settle();
    CHECK(answers == 50);
    CHECK(store->record(id) == "record 49");
}

TEST_CASE("store: a folder has one store at a time") {
    TempDir dir;
    OpenedStore first{dir.path()};
    auto const second = store::Store::open(dir.path());
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Errc::conflict);
    CHECK(second.error().where == dir.path().string());
    first.close();
    CHECK(store::Store::open(dir.path()));
}

TEST_CASE("store: makes its folder, and nobody else may read the database") {
    TempDir dir;
    auto const state = dir / "deep/state";
    OpenedStore const store{state};
    REQUIRE(store.add(row_of(1)));
    for (auto const* name : {"session.db", "session.db-wal"}) {
        struct stat facts {};

        REQUIRE(::stat((state / name).c_str(), &facts) == 0);
        CHECK((facts.st_mode & 0777) == 0600);
    }
}

TEST_CASE("store: says why it cannot be opened") {
    TempDir dir;
    REQUIRE(write_file(dir / "file", "", Overwrite::no));
    auto const opened = store::Store::open(dir / "file/state");
    REQUIRE_FALSE(opened);
    CHECK_FALSE(opened.error().what.empty());
}

TEST_CASE("store: bans that are lifted are gone, of all at the address and nobody else") {
    TempDir dir;
    FakeClock clock;
    auto const until = clock.wall() + std::chrono::hours{24};
    OpenedStore const store{dir.path()};
    api::Endpoint const here{"10.0.0.1", 6881};
    for (auto const& [endpoint, id] : {std::pair{here, 1U}, {here, 2U}, {{"10.0.0.1", 6882}, 1U}})
        store->save_ban({.peer = {.endpoint = endpoint, .id = digest_of<api::PeerId>(id)},
                         .torrent = {.v1 = digest_of<Sha1Digest>(1)},
                         .reason = "by hand",
                         .until = until});
    store->lift_bans(here, [](auto const& lifted) { CHECK(lifted); });
    store.settle();
    auto const bans = store->bans(clock.wall());
    REQUIRE(bans->size() == 1);
    CHECK(bans->front().peer.endpoint.port == 6882);
}
