#include "core/policy/announce_schedule.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <functional>

using namespace std::chrono_literals;
using shoal::SteadyTime;
using shoal::api::TorrentId;
using shoal::policy::AnnounceSchedule;
using shoal::policy::dht_budget;

namespace {

constexpr SteadyTime start{1h};
constexpr auto tick = 250ms;
constexpr auto window = 10s;
constexpr double most_in_window = dht_budget.burst + dht_budget.per_second * 10;

/// Lets virtual time pass and keeps book of who was announced when.
class Diary {
public:
    explicit Diary(AnnounceSchedule& schedule) : schedule_(schedule) {}

    SteadyTime now = start;
    std::map<TorrentId, std::vector<SteadyTime>> announces;
    std::size_t total = 0;
    std::size_t most = 0; ///< announces in any `window`

    void pass(
        SteadyTime::duration time, std::function<void()> const& each_tick = [] {}) {
        for (auto const end = now + time; now < end; now += tick) {
            each_tick();
            note(schedule_.due(now));
        }
    }

    /// The longest that any of 1 … `torrents` went without an announce, from `since` until now.
    SteadyTime::duration longest_gap(TorrentId torrents, SteadyTime since = start) const {
        SteadyTime::duration gap{};
        for (TorrentId id = 1; id <= torrents; ++id) {
            auto last = since;
            for (auto const at : announces.contains(id) ? announces.at(id) : none) {
                gap = std::max(gap, at - last);
                last = std::max(at, since);
            }
            gap = std::max(gap, now - last);
        }
        return gap;
    }

    std::size_t times(TorrentId id) const {
        return announces.contains(id) ? announces.at(id).size() : 0;
    }

private:
    void note(std::vector<TorrentId> const& ids) {
        while (!recent_.empty() && recent_.front() <= now - window)
            recent_.pop_front();
        for (auto const id : ids) {
            announces[id].push_back(now);
            recent_.push_back(now);
        }
        total += ids.size();
        most = std::max(most, recent_.size());
    }

    std::vector<SteadyTime> const none;
    AnnounceSchedule& schedule_;
    std::deque<SteadyTime> recent_;
};

/// A schedule with torrents 1 … `count`.
AnnounceSchedule with(TorrentId count) {
    AnnounceSchedule schedule{dht_budget};
    for (TorrentId id = 1; id <= count; ++id)
        schedule.add(id);
    return schedule;
}

} // namespace

TEST_CASE("announce: of 10,000 torrents none waits longer than 40 min, within the budget") {
    auto schedule = with(10'000);
    Diary diary{schedule};
    diary.pass(3h);
    CHECK(diary.longest_gap(10'000) <= 40min);
    CHECK(diary.most <= most_in_window);
}

TEST_CASE("announce: of 10,000 torrents none waits longer than 40 min while all of them hurry") {
    auto schedule = with(10'000);
    Diary diary{schedule};
    TorrentId hurried = 0;
    diary.pass(3h, [&] {
        for (int i = 0; i < 20; ++i)
            schedule.hurry(hurried++ % 10'000 + 1, diary.now);
    });
    CHECK(diary.longest_gap(10'000) <= 40min);
    CHECK(diary.most <= most_in_window);
}

TEST_CASE("announce: a few that hurry all the time do not starve the others") {
    auto schedule = with(10'000);
    Diary diary{schedule};
    diary.pass(3h, [&] {
        for (TorrentId id = 1; id <= 50; ++id)
            schedule.hurry(id, diary.now);
    });
    CHECK(diary.longest_gap(10'000) <= 40min);
    CHECK(diary.times(1) > 2 * diary.times(10'000));
}

TEST_CASE("announce: 40,000 torrents, more than the budget carries, all wait alike") {
    auto schedule = with(40'000);
    Diary diary{schedule};
    diary.pass(5h);
    CHECK(diary.most <= most_in_window);
    CHECK(diary.longest_gap(40'000) <= 40'000 / 5 * 1s + 1s);
    CHECK(diary.total >= 5 * 5 * 3600);
}

TEST_CASE("announce: a small session keeps a quarter of an hour") {
    auto schedule = with(100);
    Diary diary{schedule};
    diary.pass(61min);
    for (TorrentId id = 1; id <= 100; ++id)
        CHECK(diary.times(id) == 5);
}

TEST_CASE("announce: torrents that start together are spread, the first goes at once") {
    auto schedule = with(100);
    CHECK(schedule.due(start).size() == 10);
    CHECK(schedule.due(start).empty());
    CHECK(schedule.due(start + 1s).size() == 5);
}

TEST_CASE("announce: a torrent added to a busy session is announced at once") {
    auto schedule = with(10'000);
    Diary diary{schedule};
    diary.pass(1h);
    schedule.add(10'001);
    diary.pass(tick);
    CHECK(diary.times(10'001) == 1);
}

TEST_CASE("announce: a removed torrent is not announced any more") {
    auto schedule = with(20);
    Diary diary{schedule};
    schedule.remove(7);
    diary.pass(1h);
    CHECK(diary.times(7) == 0);
    schedule.hurry(8, diary.now);
    schedule.remove(8);
    auto const before = diary.times(8);
    diary.pass(1h);
    CHECK(diary.times(8) == before);
}

TEST_CASE("announce: after hours of suspend there is no burst, the longest unannounced go first") {
    auto schedule = with(10'000);
    Diary diary{schedule};
    diary.pass(1h);
    std::vector<std::pair<SteadyTime, TorrentId>> waiting;
    for (auto const& [id, times] : diary.announces)
        waiting.emplace_back(times.back(), id);
    std::ranges::sort(waiting);
    diary.now += 8h;
    auto const first = schedule.due(diary.now);
    REQUIRE(first.size() == 10);
    for (std::size_t i = 0; i < first.size(); ++i)
        CHECK(first[i] == waiting[i].second);
    diary.pass(41min);
    CHECK(diary.most <= most_in_window);
    CHECK(diary.longest_gap(10'000, start + 9h) <= 40min);
}

TEST_CASE("announce: who hurries does not wait for its turn, but is not announced twice in a row") {
    auto schedule = with(1);
    CHECK(schedule.due(start).size() == 1);
    schedule.hurry(1, start + 4s);
    CHECK(schedule.due(start + 4s).empty());
    schedule.hurry(1, start + 5s);
    CHECK(schedule.due(start + 5s) == std::vector<TorrentId>{1});
    CHECK(schedule.due(start + 15min).empty());
    CHECK(schedule.due(start + 15min + 5s) == std::vector<TorrentId>{1});
}
