#include "core/store/history.hpp"
#include "core/store/roll_up.hpp"
#include "core/store/schema.hpp"
#include "core/store/torrents.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/store/opened_store.hpp"

using namespace shoal;
using namespace shoal::test;
using namespace shoal::store;

namespace {

auto const start = WallTime{80'000 * 6h};

struct Bench {
    Bench() {
        REQUIRE(migrate(*database));
        REQUIRE(database->run("BEGIN"));
    }

    /// A sample each `step` for a time: its rate is how many seconds passed since the start.
    void fill(api::TorrentId torrent, std::chrono::seconds from, std::chrono::seconds until,
              std::chrono::seconds step) const {
        std::vector<Sample> samples;
        for (auto time = from; time < until; time += step)
            samples.push_back({.torrent = torrent,
                               .time = start + time,
                               .down = static_cast<double>(time.count()),
                               .joined = 1});
        REQUIRE(note_samples(*database, samples));
    }

    [[nodiscard]] History load(WallTime since, std::size_t most = 100'000,
                               api::TorrentId torrent = 0) const {
        return *load_history(*database, torrent, since, WallTime::max(), most);
    }

    [[nodiscard]] std::int64_t rows() const {
        return *database->integer("SELECT count(*) FROM history");
    }

    TempDir dir;
    std::unique_ptr<Database> database = *Database::open(dir / "session.db", Access::create);
};

} // namespace

TEST_CASE(
    "history: the last hour by ten seconds, the day by minutes, the month by ten, all by 6 h") {
    Bench const bench;
    bench.fill(0, 0s, 40 * 24h, 10s);
    auto const end = start + 40 * 24h;

    struct {
        std::chrono::seconds back;
        std::chrono::seconds step;
    } const expected[] = {
        {30min, 10s}, {59min, 10s}, {23h, 1min}, {29 * 24h, 10min}, {40 * 24h, 6h}};

    for (auto const& [back, step] : expected) {
        CAPTURE(back.count());
        auto const history = bench.load(end - back);
        CHECK(history.step == step);
        CHECK(history.samples.size() == static_cast<std::size_t>((back + step - 1s) / step));
        std::int64_t joined = 0;
        for (auto const& sample : history.samples)
            joined += sample.joined;
        CHECK(joined == std::ssize(history.samples) * (step / 10s));
        auto const& last = history.samples.back();
        CHECK(last.time == end - step);
        CHECK(last.down ==
              doctest::Approx(40 * 86400.0 - 5 - static_cast<double>(step.count()) / 2));
    }
}

TEST_CASE("history: what a tier keeps no longer is dropped") {
    Bench const bench;
    bench.fill(0, 0s, 40 * 24h, 10s);
    auto const kept = 360 + 1440 + 30 * 144;
    CHECK(bench.rows() >= kept + 40 * 4);
    CHECK(bench.rows() <= kept + 40 * 4 + 6 + 10 + 36); // up to a step of the next tier more
}

TEST_CASE("history: sample by sample it becomes the same as in one go") {
    Bench const one;
    Bench const many;
    one.fill(0, 0s, 2h, 7s);
    for (auto time = 0s; time < 2h; time += 7s)
        many.fill(0, time, time + 7s, 7s);
    CHECK(one.rows() == many.rows());
    for (auto const back : {30min, 60min, 119min}) {
        auto const once = one.load(start + 2h - back).samples;
        auto const often = many.load(start + 2h - back).samples;
        REQUIRE(once.size() == often.size());
        for (std::size_t i = 0; i < once.size(); ++i) {
            CHECK(once[i].time == often[i].time);
            CHECK(once[i].count == often[i].count);
            CHECK(once[i].down == doctest::Approx(often[i].down));
        }
    }
}

TEST_CASE("history: torrents have their own, which goes with them") {
    Bench const bench;
    auto const first = *add_torrent(*bench.database, row_of(1));
    auto const second = *add_torrent(*bench.database, row_of(2));
    for (auto const id : {api::TorrentId{0}, first, second, second + 1})
        bench.fill(id, 0s, 5min, 10s);
    CHECK(bench.load(start, 1000, second + 1).samples.empty()); // is not there
    CHECK(bench.load(start, 1000, first).samples.size() == 30);
    REQUIRE(drop_history(*bench.database, first));
    CHECK(bench.load(start, 1000, first).samples.empty());
    CHECK(bench.load(start, 1000, second).samples.size() == 30);
    CHECK(bench.load(start, 1000, 0).samples.size() == 30);
}

TEST_CASE("history: not more points than asked for") {
    Bench const bench;
    bench.fill(0, 0s, 50min, 10s);
    auto const history = bench.load(start, 20);
    CHECK(history.samples.size() <= 20);
    CHECK(history.samples.size() > 10);
}

TEST_CASE("history: of the time asked for alone") {
    Bench const bench;
    bench.fill(0, 0s, 10min, 10s);
    auto const history = load_history(*bench.database, 0, start + 2min, start + 3min, 1000);
    REQUIRE(history->samples.size() == 6);
    CHECK(history->samples.front().time == start + 2min);
    CHECK(history->samples.back().time == start + 170s);
    CHECK(bench.load(start + 1h).samples.empty());
}

TEST_CASE("history: through the store, and over a restart") {
    TempDir dir;
    OpenedStore opened{dir.path()};
    auto const id = *opened.add(row_of(1));
    auto const now = start;
    opened->note({{.torrent = id, .time = now, .grade = 70.0}, {.time = now, .peers = 3}});
    opened.settle();
    auto const history = opened->history(id, now - 1min, now + 1min, 10);
    REQUIRE(history->samples.size() == 1);
    CHECK(history->samples.front().grade == 70.0);
    opened.close();
    OpenedStore const again{dir.path()};
    CHECK(again->history(0, now - 1min, now + 1min, 10)->samples.front().peers == 3);
    REQUIRE(again.remove(id));
    CHECK(again->history(id, now - 1min, now + 1min, 10)->samples.empty());
}
