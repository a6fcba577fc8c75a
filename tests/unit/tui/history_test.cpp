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

TEST_CASE("history: who has not moved for five minutes is forgotten") {
    History history;
    SteadyTime const start{1h};
    (void)history.sample(moving(100), start);
    for (int second = 1; second < 306; ++second)
        (void)history.sample(moving(0), start + std::chrono::seconds{second});
    CHECK(history.down(7).empty());
    CHECK(history.session_down().size() == 62);
}

TEST_CASE("history: after a long silence it goes on once a second") {
    History history;
    SteadyTime const start{1h};
    CHECK(history.sample(moving(1), start));
    CHECK(history.sample(moving(1), start + 3600s));
    CHECK_FALSE(history.sample(moving(1), start + 3600s + 10ms));
}
