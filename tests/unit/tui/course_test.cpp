#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/model/course.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using tui::course_of;

namespace {

constexpr api::TorrentId some = 7;

/// A model about one torrent, whose history has a point a minute, from `first` minutes ago on.
tui::Model written(int first, int last, double copies, std::optional<double> grade = {}) {
    tui::Model model;
    model.wall = WallTime{} + 48h;
    model.details.id = some;
    auto& history = model.details.history.emplace();
    history.step = 60s;
    for (int minute = first; minute > last; --minute) {
        api::HistoryPoint point;
        point.time = model.wall - std::chrono::minutes{minute};
        point.copies = copies;
        point.grade = grade;
        point.down = 100;
        history.points.push_back(point);
    }
    return model;
}

api::TorrentView moving() {
    api::TorrentView view;
    view.id = some;
    view.down_rate = 5000;
    view.distributed_copies = 0.5;
    return view;
}

/// The screen sees it, or nothing, once a second.
void watch(tui::Model& model, std::optional<api::TorrentView> const& view, int from, int until) {
    api::Snapshot snapshot;
    if (view)
        snapshot.torrents = {std::make_shared<api::TorrentView const>(*view)};
    for (int second = from; second < until; ++second)
        model.history.sample(snapshot, SteadyTime{1h} + std::chrono::seconds{second});
    model.snapshot = std::make_shared<api::Snapshot const>(std::move(snapshot));
}

api::Event remark(WallTime time) {
    api::Event event;
    event.kind = api::EventKind::note;
    event.time = time;
    event.text = "router restarted";
    return event;
}

} // namespace

TEST_CASE("course: a point fills the columns that its step is long, others stay empty") {
    auto const model = written(60, 30, 2);
    auto const course = course_of(model, some, 1h, 120);
    REQUIRE(course.hundredths.size() == 120);
    CHECK(course.hundredths.front() == 200);
    CHECK(course.hundredths[59] == 200);
    CHECK(course.hundredths[60] == 0);
    CHECK(course.down[59] == 100);
}

TEST_CASE("course: several points in a column are averaged") {
    auto model = written(60, 0, 2);
    for (auto& point : model.details.history->points)
        point.copies = point.time < model.wall - 30min ? 1 : 3;
    auto const course = course_of(model, some, 1h, 1);
    CHECK(course.hundredths == std::vector<std::int64_t>{200});
}

TEST_CASE("course: what this screen saw itself goes before what was written down") {
    auto model = written(60, 0, 2);
    watch(model, moving(), 0, 300);
    auto const course = course_of(model, some, 1h, 60);
    CHECK(course.hundredths.back() == 50);
    CHECK(course.down.back() == 5000);
    CHECK(course.hundredths.front() == 200);
}

TEST_CASE("course: a screen that has just come knows of the time before what was written down") {
    auto model = written(60, 0, 2);
    watch(model, moving(), 0, 10);
    auto const course = course_of(model, some, 10min, 120);
    CHECK(course.down.back() == 5000);
    CHECK(course.down[100] == 100);
}

TEST_CASE("course: a torrent's rate is not averaged with the time before it was there") {
    tui::Model model;
    model.wall = WallTime{} + 48h;
    auto view = moving();
    view.added = model.wall - 10s;
    watch(model, std::nullopt, 0, 40);
    watch(model, view, 40, 50);
    auto const course = course_of(model, some, 1h, 30);
    CHECK(course.down.back() == 5000);
}

TEST_CASE("course: the details of another torrent say nothing of this one") {
    auto const course = course_of(written(60, 0, 2), some + 1, 1h, 4);
    CHECK(course.hundredths == std::vector<std::int64_t>(4, 0));
}

TEST_CASE("course: the trend is of an hour, or of as much as is known, unless that is little") {
    auto const hour = tui::trend_of(written(60, 0, 2, 64), some, 38);
    REQUIRE(hour);
    CHECK(hour->by == -26);
    CHECK(hour->in == 1h);
    auto const half = tui::trend_of(written(30, 0, 2, 30), some, 38);
    REQUIRE(half);
    CHECK(half->by == 8);
    CHECK(half->in == 30min);
    CHECK_FALSE(tui::trend_of(written(5, 0, 2, 64), some, 38));
    CHECK_FALSE(tui::trend_of(written(60, 0, 2), some, 38));
}

TEST_CASE("course: a remark is on every graph, what happened to a swarm on its own") {
    auto model = written(60, 0, 2);
    note(model.log, remark(model.wall - 30min));
    auto swarm = remark(model.wall - 15min);
    swarm.kind = api::EventKind::swarm;
    swarm.id = some;
    swarm.text = "seed 203.0.113.62 left; minimum availability 2 -> 1";
    note(model.log, swarm);
    auto recovery = swarm;
    recovery.kind = api::EventKind::recovery;
    recovery.time += 10min;
    note(model.log, recovery);
    auto const marks = tui::marks_of(model, some, 1h, 60);
    REQUIRE(marks.size() == 3);
    CHECK(marks[0].column == 4); // the recovery, five minutes ago
    CHECK(marks[1].column == 14);
    CHECK(marks[1].text == "seed 203.0.113.62 left");
    CHECK(marks[2].column == 29);
    CHECK(tui::marks_of(model, some + 1, 1h, 60).size() == 1);
    CHECK(tui::marks_of(model, some, 3min, 60).empty());
}

TEST_CASE("course: a remark stays on its step of the session's graph") {
    tui::Model model;
    model.wall = WallTime{} + 48h;
    api::Snapshot const nothing;
    note(model.log, remark(model.wall));
    for (int second = 0; second < 12; ++second) {
        model.history.sample(nothing, SteadyTime{1h} + std::chrono::seconds{second});
        auto const marks = tui::session_marks(model);
        REQUIRE(marks.size() == 1);
        // Steps begin after 5 and 10 s.
        CHECK(marks[0].column == second / 5);
        model.wall += 1s;
    }
}
