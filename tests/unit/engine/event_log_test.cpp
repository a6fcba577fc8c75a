#include "core/engine/session/event_log.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using engine::EventLog;

TEST_CASE("event log: numbers go on where the last run ended") {
    EventLog log;
    log.restore({{.id = 1, .number = 41}, {.id = 2, .number = 42}});
    CHECK(log.note({.id = 3}).number == 43);
    auto const all = log.answer({});
    REQUIRE(all.size() == 3);
    CHECK(all.front().number == 41);
    CHECK(all.back().id == 3);
}

TEST_CASE("event log: tells the newest, of the torrents that were asked for") {
    EventLog log;
    for (api::TorrentId id = 1; id <= 4; ++id)
        log.note({.id = id % 2});
    CHECK(log.answer({.most = 3}).size() == 3);
    auto const odd = log.answer({.ids = {1}, .most = 1});
    REQUIRE(odd.size() == 1);
    CHECK(odd.front().number == 3);
}

TEST_CASE("event log: forgets the oldest when it is full") {
    EventLog log;
    for (std::size_t i = 0; i < EventLog::capacity + 10; ++i)
        log.note({});
    auto const all = log.answer({.most = EventLog::capacity * 2});
    REQUIRE(all.size() == EventLog::capacity);
    CHECK(all.front().number == 11);
}
