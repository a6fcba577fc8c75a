#include "core/policy/queue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace shoal;
using policy::QueueEntry;
using policy::QueueVerdict;
using policy::who_runs;
using Ids = std::vector<api::TorrentId>;

namespace {

QueueEntry download(api::TorrentId id, std::int64_t key) {
    return {.id = id, .key = key};
}

QueueEntry running(QueueEntry entry) {
    entry.runs = true;
    return entry;
}

QueueEntry stalled(QueueEntry entry) {
    entry.runs = entry.is_stalled = true;
    return entry;
}

QueueEntry seed(api::TorrentId id, std::int64_t key) {
    return {.id = id, .key = key, .is_complete = true};
}

std::vector<QueueEntry> any_entries(std::mt19937& random) {
    std::vector<QueueEntry> entries;
    auto const count = random() % 30;
    for (api::TorrentId id = 1; id <= count; ++id) {
        QueueEntry entry{.id = id, .key = static_cast<std::int64_t>(random() % 20)};
        entry.wants_to_run = random() % 8 != 0;
        entry.is_complete = random() % 3 == 0;
        entry.has_met_goal = random() % 4 == 0;
        entry.runs = random() % 2 == 0;
        entry.is_stalled = entry.runs && !entry.is_complete && random() % 3 == 0;
        entries.push_back(entry);
    }
    return entries;
}

bool runs(QueueVerdict const& verdict, QueueEntry const& entry) {
    return std::ranges::find(verdict.run, entry.id) != verdict.run.end();
}

bool takes_part(QueueEntry const& entry) {
    return entry.wants_to_run && !(entry.is_complete && entry.has_met_goal);
}

bool competes(QueueEntry const& entry) {
    return takes_part(entry) && !entry.is_stalled;
}

/// Running ones that hold a place, and those that would take one.
void check_kind(std::vector<QueueEntry> const& entries, QueueVerdict const& verdict, bool complete,
                std::optional<int> limit) {
    int wanting = 0;
    int placed = 0;
    for (auto const& entry : entries) {
        if (entry.is_complete != complete || !competes(entry))
            continue;
        ++wanting;
        placed += runs(verdict, entry) ? 1 : 0;
    }
    CHECK(placed == std::min(wanting, limit.value_or(wanting)));
}

void check_order(std::vector<QueueEntry> const& entries, QueueVerdict const& verdict) {
    for (auto const& a : entries)
        for (auto const& b : entries)
            if (a.is_complete == b.is_complete && competes(a) && competes(b) &&
                (a.key < b.key || (a.key == b.key && a.id < b.id)))
                CHECK((runs(verdict, a) || !runs(verdict, b)));
}

} // namespace

TEST_CASE("queue: the first in order run, the others wait in order") {
    auto const verdict = who_runs(
        {download(1, 30), download(2, 10), download(3, 40), download(4, 20)}, {.downloads = 2});
    CHECK(verdict.run == Ids{2, 4});
    CHECK(verdict.waiting == Ids{1, 3});
}

TEST_CASE("queue: a stalled download runs on and leaves its place to the next") {
    auto const verdict = who_runs(
        {stalled(download(1, 1)), running(download(2, 2)), download(3, 3)}, {.downloads = 2});
    CHECK(verdict.run == Ids{1, 2, 3});
    CHECK(verdict.waiting.empty());
}

TEST_CASE("queue: one that wakes stands where it stood, and the last waits again") {
    std::vector const entries{running(download(1, 1)), running(download(2, 2)),
                              running(download(3, 3))};
    auto const verdict = who_runs(entries, {.downloads = 2});
    CHECK(verdict.run == Ids{1, 2});
    CHECK(verdict.waiting == Ids{3});
}

TEST_CASE("queue: who is paused or in error neither runs nor waits") {
    auto paused = download(1, 1);
    paused.wants_to_run = false;
    CHECK(who_runs({paused, download(2, 2)}, {.downloads = 1}) == QueueVerdict{{2}, {}});
}

TEST_CASE("queue: seeds and downloads have places of their own") {
    auto const verdict = who_runs({seed(1, 1), seed(2, 2), download(3, 3), download(4, 4)},
                                  {.downloads = 1, .seeds = 1});
    CHECK(verdict.run == Ids{1, 3});
    CHECK(verdict.waiting == Ids{2, 4});
}

TEST_CASE("queue: a seed that has met its goal makes room") {
    auto done = running(seed(1, 1));
    done.has_met_goal = true;
    CHECK(who_runs({done, seed(2, 2)}, {.seeds = 1}) == QueueVerdict{{2}, {}});
}

TEST_CASE("queue: without limits all run, with none allowed none") {
    std::vector const entries{download(1, 1), seed(2, 2)};
    CHECK(who_runs(entries, {.downloads = std::nullopt}).run == Ids{1, 2});
    CHECK(who_runs(entries, {.downloads = 0, .seeds = 0}).waiting == Ids{1, 2});
}

TEST_CASE("queue: never more than allowed, always as many as can be, in order") {
    std::mt19937 random{7}; // NOLINT(cert-msc51-cpp): the same every time
    for (int round = 0; round < 2000; ++round) {
        auto const entries = any_entries(random);
        api::QueueLimits limits{.downloads = static_cast<int>(random() % 6),
                                .seeds = static_cast<int>(random() % 6)};
        if (random() % 4 == 0)
            limits.seeds.reset();
        auto const verdict = who_runs(entries, limits);
        CAPTURE(round);
        check_kind(entries, verdict, false, limits.downloads);
        check_kind(entries, verdict, true, limits.seeds);
        check_order(entries, verdict);
        auto const taking_part = std::ranges::count_if(entries, takes_part);
        CHECK(verdict.run.size() + verdict.waiting.size() == static_cast<std::size_t>(taking_part));
    }
}

TEST_CASE("queue: asked again with its own verdict it gives the same") {
    std::mt19937 random{8}; // NOLINT(cert-msc51-cpp): the same every time
    for (int round = 0; round < 2000; ++round) {
        auto entries = any_entries(random);
        api::QueueLimits const limits{.downloads = static_cast<int>(random() % 6), .seeds = 2};
        auto const verdict = who_runs(entries, limits);
        for (auto& entry : entries)
            entry.runs = runs(verdict, entry);
        CAPTURE(round);
        CHECK(who_runs(entries, limits) == verdict);
    }
}
