#include "ui-cli/tui/model/history.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;

namespace {

api::Snapshot moving(std::int64_t down) {
    api::TorrentView view;
    view.id = 7;
    view.down_rate = down;
    api::Snapshot snapshot;
    snapshot.torrents = {std::make_shared<api::TorrentView const>(view)};
    return snapshot;
}

} // namespace

TEST_CASE("history: one sample a second, a step is their mean") {
    History history;
    SteadyTime const start{1h};
    CHECK(history.sample(moving(100), start));
    CHECK_FALSE(history.sample(moving(900), start + 400ms));
    CHECK(history.sample(moving(200), start + 1s));
    CHECK(history.down(7).back() == 150);
    CHECK(history.session_down() == std::vector<std::int64_t>{150});
    CHECK(history.up(7).back() == 0);
}

TEST_CASE("history: a step that is over stays as it was") {
    History history;
    SteadyTime const start{1h};
    for (int second = 0; second < 7; ++second)
        (void)history.sample(moving(second < 5 ? 100 : 300), start + std::chrono::seconds{second});
    auto const down = history.down(7);
    REQUIRE(down.size() == History::torrent_steps);
    CHECK(down[down.size() - 2] == 100);
    CHECK(down.back() == 300);
}

TEST_CASE("history: who has not moved for ten minutes is forgotten") {
    History history;
    SteadyTime const start{1h};
    (void)history.sample(moving(100), start);
    for (int second = 1; second < 606; ++second)
        (void)history.sample(moving(0), start + std::chrono::seconds{second});
    CHECK(history.down(7).empty());
    CHECK(history.session_down().size() == 122);
}

TEST_CASE("history: a stretch is the mean of ten steps, and stays as it was when it is over") {
    History history;
    SteadyTime const start{1h};
    for (int second = 0; second < 100; ++second) {
        auto const rate = second < 45 ? 100 : second < 95 ? 300 : 500;
        (void)history.sample(moving(rate), start + std::chrono::seconds{second});
    }
    auto const down = history.down_stretches(7);
    REQUIRE(down.size() == 3); // the first has nine steps: steps count from 1
    CHECK(down == std::vector<std::int64_t>{100, 300, 500});
    CHECK(history.up_stretches(7).back() == 0);
    CHECK(history.down_stretches(8).empty());
}

TEST_CASE("history: after a long silence it goes on once a second") {
    History history;
    SteadyTime const start{1h};
    CHECK(history.sample(moving(1), start));
    CHECK(history.sample(moving(1), start + 3600s));
    CHECK_FALSE(history.sample(moving(1), start + 3600s + 10ms));
}
