#include "tests/support/fake_engine.hpp"
#include "ui-cli/cli/reports/get_progress.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::cli;
using api::EventKind;

namespace {

SteadyTime const start{};
WallTime const wall{};

std::vector<Source> sources(int count, api::SeedGoal goal = {}) {
    std::vector<Source> list;
    for (int i = 0; i < count; ++i) {
        api::Add add;
        add.source = "source" + std::to_string(i);
        add.goal = goal;
        list.push_back({add, {}});
    }
    return list;
}

api::Event event(EventKind kind, api::TorrentId id, std::string text = {}) {
    return {.kind = kind,
            .time = wall,
            .id = id,
            .info_hash = {},
            .name = "t",
            .text = std::move(text),
            .where = {}};
}

api::TorrentView view(api::TorrentId id, std::int64_t done, std::int64_t wanted = 100) {
    api::TorrentView torrent;
    torrent.id = id;
    torrent.name = "t";
    torrent.done = done;
    torrent.wanted = torrent.size = wanted;
    return torrent;
}

api::Snapshot snapshot(std::vector<api::TorrentView> torrents) {
    api::Snapshot state;
    state.torrents = test::published(std::move(torrents));
    return state;
}

/// A run whose Adds all succeeded, ids from 1.
GetProgress running(Aim aim, std::vector<Source> const& list) {
    GetProgress progress{aim, list, start};
    for (std::size_t i = 0; i < list.size(); ++i)
        (void)progress.added(i, api::Reply{static_cast<api::TorrentId>(i + 1)}, start, wall);
    return progress;
}

} // namespace

TEST_CASE("get progress: a get is through when flushed, not when complete") {
    auto progress = running(Aim::get, sources(1));
    CHECK(progress.apply(event(EventKind::complete, 1), start).at(0).event == "complete");
    CHECK(!progress.is_finished());
    CHECK(progress.apply(event(EventKind::flushed, 1), start + 2s).empty());
    CHECK(progress.is_finished());
    CHECK(progress.transfers()[0].seconds == 2);
    CHECK(progress.exit_code() == ExitCode::done);
}

TEST_CASE("get progress: finished is settled once the snapshot agrees") {
    auto progress = running(Aim::get, sources(1));
    (void)progress.apply(event(EventKind::flushed, 1), start);
    CHECK(!progress.is_settled());
    (void)progress.apply(snapshot({view(1, 100)}), start, wall);
    CHECK(progress.is_settled());
}

TEST_CASE(
    "get progress: with a goal it goes on until that is reached; a seed without one for ever") {
    auto progress = running(Aim::get, sources(1, {.ratio = 2.0, .time = {}}));
    (void)progress.apply(event(EventKind::flushed, 1), start);
    CHECK(!progress.is_finished());
    (void)progress.apply(event(EventKind::goal_reached, 1), start);
    CHECK(progress.is_finished());

    auto seeding = running(Aim::seed, sources(1));
    (void)seeding.apply(event(EventKind::flushed, 1), start);
    CHECK(!seeding.is_finished());
}

TEST_CASE("get progress: one that fails leaves the others going, and makes it partly done") {
    auto progress = running(Aim::get, sources(2));
    auto const notices = progress.apply(event(EventKind::error, 1, "disk full"), start);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].event == "error");
    CHECK(notices[0].text == "disk full");
    CHECK(!progress.is_finished());
    (void)progress.apply(event(EventKind::flushed, 2), start);
    CHECK(progress.is_finished());
    CHECK(progress.exit_code() == ExitCode::partly_done);
}

TEST_CASE("get progress: when all fail, the exit code is that of the failure they share") {
    auto const list = sources(2);
    GetProgress progress{Aim::get, list, start};
    (void)progress.added(0, fail(Errc::not_found, "no file"), start, wall);
    (void)progress.added(1, fail(Errc::not_found, "no file"), start, wall);
    CHECK(progress.is_finished());
    CHECK(progress.exit_code() == ExitCode::not_found);

    GetProgress mixed{Aim::get, list, start};
    (void)mixed.added(0, fail(Errc::not_found, "no file"), start, wall);
    (void)mixed.added(1, fail(Errc::io, "disk"), start, wall);
    CHECK(mixed.exit_code() == ExitCode::failed);
}

TEST_CASE("get progress: events that overtake the answer to Add are not lost") {
    auto const list = sources(1);
    GetProgress progress{Aim::get, list, start};
    CHECK(progress.apply(event(EventKind::added, 7), start).empty());
    CHECK(progress.apply(event(EventKind::flushed, 7), start).empty());
    auto const notices = progress.added(0, api::Reply{7}, start, wall);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].event == "added");
    CHECK(progress.is_finished());
}

TEST_CASE("get progress: at most one notice a second, and only of news") {
    auto progress = running(Aim::get, sources(1));
    CHECK(progress.apply(snapshot({view(1, 10)}), start, wall).size() == 1);
    CHECK(progress.apply(snapshot({view(1, 20)}), start + 900ms, wall).empty());
    CHECK(progress.apply(snapshot({view(1, 20)}), start + 1s, wall).size() == 1);
    CHECK(progress.apply(snapshot({view(1, 20)}), start + 5s, wall).empty());
}

TEST_CASE("get progress: the session's own events and strangers' torrents are told apart") {
    auto progress = running(Aim::get, sources(1));
    auto listening = event(EventKind::listening, 0, "tcp");
    CHECK(progress.apply(listening, start).at(0).transfer.source.empty());
    CHECK(progress.apply(snapshot({view(99, 1)}), start, wall).empty());
}
