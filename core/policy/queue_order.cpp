#include "core/policy/queue_order.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_set>

namespace shoal::policy {
namespace {

using Chosen = std::unordered_set<api::TorrentId>;
using Order = std::vector<QueueKey>;

constexpr auto farthest = std::numeric_limits<std::int64_t>::max() / 2;

/// The order in which they are to be; keys are still the old ones.
Order reordered(Order order, Chosen const& chosen, api::QueueMove move) {
    auto const is_chosen = [&](QueueKey const& each) {
        return chosen.contains(each.id);
    };
    auto const is_other = [&](QueueKey const& each) {
        return !is_chosen(each);
    };
    switch (move) {
    case api::QueueMove::top:
        std::stable_partition(order.begin(), order.end(), is_chosen);
        break;
    case api::QueueMove::bottom:
        std::stable_partition(order.begin(), order.end(), is_other);
        break;
    case api::QueueMove::up:
        for (std::size_t i = 1; i < order.size(); ++i)
            if (is_chosen(order[i]) && is_other(order[i - 1]))
                std::swap(order[i], order[i - 1]);
        break;
    case api::QueueMove::down:
        for (std::size_t i = order.size(); i-- > 1;)
            if (is_chosen(order[i - 1]) && is_other(order[i]))
                std::swap(order[i], order[i - 1]);
        break;
    }
    return order;
}

/// Whether keys differ, and there is room before the first and after the last.
bool is_sound(Order const& sorted) {
    bool const differ = std::ranges::adjacent_find(sorted, {}, &QueueKey::key) == sorted.end();
    return differ && sorted.front().key > -farthest && sorted.back().key < farthest;
}

/// The key of the `i`th of `order`, of which `count` were chosen.
std::int64_t key_of(std::size_t i, Order const& order, Order const& sorted, std::size_t count,
                    api::QueueMove move) {
    auto const gaps = [](std::size_t n) {
        return static_cast<std::int64_t>(n) * key_gap;
    };
    auto const others = order.size() - count;
    switch (move) {
    case api::QueueMove::top:
        return i < count ? sorted.front().key - gaps(count - i) : order[i].key;
    case api::QueueMove::bottom:
        return i < others ? order[i].key : sorted.back().key + gaps(i - others + 1);
    default: // they trade keys with those they pass
        return sorted[i].key;
    }
}

} // namespace

std::vector<QueueKey> moved(std::vector<QueueKey> queue, api::Ids const& chosen,
                            api::QueueMove move) {
    std::ranges::sort(queue, {}, [](auto const& each) { return std::tuple{each.key, each.id}; });
    Chosen const ids{chosen.begin(), chosen.end()};
    auto const order = reordered(queue, ids, move);
    if (order == queue)
        return {};
    auto const count = static_cast<std::size_t>(
        std::ranges::count_if(queue, [&](auto const& each) { return ids.contains(each.id); }));
    bool const sound = is_sound(queue);
    std::vector<QueueKey> changed;
    for (std::size_t i = 0; i < order.size(); ++i) {
        auto const key =
            sound ? key_of(i, order, queue, count, move) : static_cast<std::int64_t>(i) * key_gap;
        if (key != order[i].key)
            changed.push_back({order[i].id, key});
    }
    return changed;
}

} // namespace shoal::policy
