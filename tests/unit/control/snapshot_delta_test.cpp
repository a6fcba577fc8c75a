#include "core/control/json_snapshot.hpp"
#include "core/control/snapshot_delta.hpp"
#include "tests/unit/control/fake_daemon.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace shoal;
using namespace shoal::test;
using control::SnapshotDelta;
using control::SnapshotHistory;

namespace {

auto shared(api::Snapshot snapshot) {
    return std::make_shared<api::Snapshot const>(std::move(snapshot));
}

bool same_torrents(api::Snapshot const& a, api::Snapshot const& b) {
    return std::ranges::equal(a.torrents, b.torrents, [](auto const& x, auto const& y) {
        return x->id == y->id && x->revision == y->revision && x->label == y->label;
    });
}

} // namespace

TEST_CASE("delta: at first, and from another run, everything is told") {
    SnapshotHistory history{"run"};
    auto const now = shared(resting(3));
    CHECK(history.since(now, "run", 0).torrents.size() == 3);
    CHECK(history.since(now, "other run", 1).is_full);
    CHECK(history.since(now, "run", 2).is_full); // a revision that has not been
    CHECK_FALSE(history.since(now, "run", 1).is_full);
}

TEST_CASE("delta: of ten thousand torrents that rest nothing is told") {
    SnapshotHistory history{"run"};
    auto const now = shared(resting(10'000));
    (void)history.since(now, "run", 0);
    auto const delta = history.since(now, "run", 1);
    CHECK(delta.torrents.empty());
    CHECK(to_json(delta).size() < 1000);
}

TEST_CASE("delta: only what changed and what went is told") {
    SnapshotHistory history{"run"};
    auto const first = resting(5);
    (void)history.since(shared(first), "run", 0);
    auto const second = with_change(first, 4, [](auto& view) { view.label = "new"; });
    auto const third = without(second, 2);
    auto const delta = history.since(shared(third), "run", 1);
    CHECK_FALSE(delta.is_full);
    CHECK(delta.removed == api::Ids{2});
    REQUIRE(delta.torrents.size() == 1);
    CHECK(delta.torrents[0]->label == "new");
    CHECK(same_torrents(*apply(first, delta), third));
}

TEST_CASE("delta: who was slow hears of removals that others heard of before") {
    SnapshotHistory history{"run"};
    auto snapshot = resting(5);
    (void)history.since(shared(snapshot), "run", 0);
    for (api::TorrentId const id : {5U, 1U, 3U}) {
        snapshot = without(snapshot, id);
        (void)history.since(shared(snapshot), "run", snapshot.revision - 1);
    }
    CHECK(history.since(shared(snapshot), "run", 1).removed == api::Ids{1, 3, 5});
    CHECK(history.since(shared(snapshot), "run", 3).removed == api::Ids{3});
}

TEST_CASE("delta: when the log of removals does not reach back, everything is told") {
    SnapshotHistory history{"run", 4};
    auto const first = resting(10);
    auto snapshot = first;
    (void)history.since(shared(snapshot), "run", 0);
    for (api::TorrentId id = 1; id <= 6; ++id) {
        snapshot = without(snapshot, id);
        (void)history.since(shared(snapshot), "run", 0);
    }
    CHECK(history.since(shared(snapshot), "run", 1).is_full);
    auto const recent = history.since(shared(snapshot), "run", 6);
    CHECK_FALSE(recent.is_full);
    CHECK(recent.removed == api::Ids{6});
}

TEST_CASE("delta: bans are told only when they changed") {
    SnapshotHistory history{"run"};
    auto snapshot = resting(1);
    (void)history.since(shared(snapshot), "run", 0);
    ++snapshot.revision;
    snapshot.bans.push_back({.reason = "lied"});
    auto const banned = history.since(shared(snapshot), "run", 1);
    REQUIRE(banned.bans);
    CHECK(apply(resting(1), banned)->bans == snapshot.bans);
    ++snapshot.revision;
    auto const after = history.since(shared(snapshot), "run", 2);
    CHECK_FALSE(after.bans);
    CHECK(apply(*apply(resting(1), banned), after)->bans == snapshot.bans);
}

TEST_CASE("delta: however a session goes, followers of any pace end with the same") {
    std::mt19937 random{7};
    auto const draw = [&random](unsigned below) {
        return std::uniform_int_distribution<unsigned>{0, below - 1}(random);
    };
    SnapshotHistory history{"run", 8};
    auto now = resting(20);
    api::TorrentId next_id = 21;
    std::array<std::shared_ptr<api::Snapshot const>, 3> followers;
    followers.fill(std::make_shared<api::Snapshot const>());
    for (int step = 0; step < 2000; ++step) {
        if (auto const what = draw(3); what == 0) {
            now = without(now, draw(next_id) + 1);
        } else if (what == 1) {
            ++now.revision;
            now.torrents.push_back(std::make_shared<api::TorrentView const>(
                api::TorrentView{.id = next_id++, .revision = now.revision}));
        } else {
            now = with_change(now, draw(next_id) + 1,
                              [step](auto& view) { view.label = std::to_string(step); });
        }
        auto& follower = followers[draw(3)];
        if (draw(10) == 0)
            follower = apply(*follower, history.since(shared(now), "run", follower->revision));
        if (step % 100 != 0)
            continue;
        for (auto& each : followers) {
            each = apply(*each, history.since(shared(now), "run", each->revision));
            REQUIRE(same_torrents(*each, now));
        }
    }
}
