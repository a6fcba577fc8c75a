#include "core/policy/queue_order.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <tuple>

using namespace shoal;
using api::Ids;
using api::QueueMove;
using policy::key_gap;
using policy::QueueKey;

namespace {

std::vector<QueueKey> five() {
    return {{1, 0}, {2, key_gap}, {3, 2 * key_gap}, {4, 3 * key_gap}, {5, 4 * key_gap}};
}

struct Outcome {
    Ids order;
    std::size_t rewritten = 0;

    friend bool operator==(Outcome const&, Outcome const&) = default;
};

/// The order after the changed keys were stored.
Outcome after(std::vector<QueueKey> queue, Ids const& chosen, QueueMove move) {
    auto const changed = policy::moved(queue, chosen, move);
    for (auto const& [id, key] : changed)
        std::ranges::find(queue, id, &QueueKey::id)->key = key;
    std::ranges::sort(queue, {}, [](auto const& each) { return std::tuple{each.key, each.id}; });
    Outcome outcome{{}, changed.size()};
    for (auto const& each : queue)
        outcome.order.push_back(each.id);
    return outcome;
}

} // namespace

TEST_CASE("queue order: to the top and the bottom only the chosen are rewritten") {
    CHECK(after(five(), {3, 5}, QueueMove::top) == Outcome{{3, 5, 1, 2, 4}, 2});
    CHECK(after(five(), {5, 3}, QueueMove::top) == Outcome{{3, 5, 1, 2, 4}, 2});
    CHECK(after(five(), {1, 3}, QueueMove::bottom) == Outcome{{2, 4, 5, 1, 3}, 2});
}

TEST_CASE("queue order: up and down pass one that is not chosen") {
    CHECK(after(five(), {3}, QueueMove::up) == Outcome{{1, 3, 2, 4, 5}, 2});
    CHECK(after(five(), {3}, QueueMove::down) == Outcome{{1, 2, 4, 3, 5}, 2});
    CHECK(after(five(), {3, 4}, QueueMove::up) == Outcome{{1, 3, 4, 2, 5}, 3});
    CHECK(after(five(), {2, 3}, QueueMove::down) == Outcome{{1, 4, 2, 3, 5}, 3});
    CHECK(after(five(), {1, 3}, QueueMove::up) == Outcome{{1, 3, 2, 4, 5}, 2});
}

TEST_CASE("queue order: nothing is rewritten when nothing moves") {
    CHECK(policy::moved(five(), {1, 2}, QueueMove::top).empty());
    CHECK(policy::moved(five(), {5}, QueueMove::down).empty());
    CHECK(policy::moved(five(), {9}, QueueMove::top).empty());
    CHECK(policy::moved({}, {1}, QueueMove::up).empty());
    CHECK(policy::moved(five(), {1, 2, 3, 4, 5}, QueueMove::up).empty());
}

TEST_CASE("queue order: equal keys are spread before they can be told apart") {
    std::vector<QueueKey> const same{{1, 5}, {2, 5}, {3, 5}};
    CHECK(after(same, {3}, QueueMove::up).order == Ids{1, 3, 2});
    CHECK(after(same, {2}, QueueMove::top).order == Ids{2, 1, 3});
}

TEST_CASE("queue order: keys at the end of what a number holds are spread anew") {
    using Limits = std::numeric_limits<std::int64_t>;
    std::vector<QueueKey> const far{{1, Limits::min()}, {2, 0}, {3, Limits::max()}};
    CHECK(after(far, {3}, QueueMove::top).order == Ids{3, 1, 2});
    CHECK(after(far, {1}, QueueMove::bottom).order == Ids{2, 3, 1});
}

TEST_CASE("queue order: a thousand moves to the top wear nothing out") {
    auto queue = five();
    for (int i = 0; i < 1000; ++i) {
        auto const last = std::ranges::max_element(queue, {}, &QueueKey::key);
        auto const changed = policy::moved(queue, {last->id}, QueueMove::top);
        REQUIRE(changed.size() == 1);
        last->key = changed.front().key;
    }
    CHECK(after(queue, {}, QueueMove::top).order == Ids{1, 2, 3, 4, 5});
}
