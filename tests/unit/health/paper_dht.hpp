#pragma once

#include "core/health/dht_watch.hpp"

#include <algorithm>
#include <random>

namespace shoal::test {

/// A DHT on paper, whose size and nodes are known: nodes with random ids that answer, or do not.
class PaperDht {
public:
    struct Node {
        health::DhtId id{};
        health::DhtEndpoint endpoint;
        bool answers = true;
    };

    PaperDht(int size, unsigned seed, bool is_v6 = false) : is_v6_(is_v6), lots_(seed) {
        for (int i = 0; i < size; ++i)
            add(random_id());
    }

    health::DhtId random_id() {
        health::DhtId id{};
        for (auto& byte : id)
            byte = static_cast<std::uint8_t>(lots_());
        return id;
    }

    void add(health::DhtId const& id) {
        auto const number = static_cast<std::uint32_t>(nodes.size());
        health::DhtEndpoint endpoint{.address = {93, static_cast<std::uint8_t>(number >> 16U),
                                                 static_cast<std::uint8_t>(number >> 8U),
                                                 static_cast<std::uint8_t>(number)},
                                     .is_v6 = is_v6_,
                                     .port = 6881};
        nodes.push_back({id, endpoint});
    }

    /// Those nearest to the target, nearest first.
    std::vector<Node> nearest(health::DhtId const& target, std::size_t count) const {
        auto all = nodes;
        auto const far = [&](Node const& node) {
            return health::dht_distance(node.id, target);
        };
        count = std::min(count, all.size());
        std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(count), {}, far);
        all.resize(count);
        return all;
    }

    /// As it should be: asks those that are nearer and nearer, a round trip each, until the eight
    /// nearest that answer have done so; then announces to them.
    void look_up(health::DhtWatch& watch, health::DhtId const& target, bool announces = true) {
        int answered = 0;
        auto const near = nearest(target, 24);
        for (std::size_t i = near.size(); i-- > 8;) // from afar, some of the way
            if (i % 4 == 0)
                answered += ask(watch, near[i], target) ? 1 : 0;
        answered = 0;
        for (std::size_t i = 0; i < near.size() && answered < 8; ++i)
            answered += ask(watch, near[i], target) ? 1 : 0;
        if (announces && answered > 0)
            watch.observe(query(near.front(), target, health::DhtMethod::announce_peer));
        else
            pass(watch, std::chrono::seconds{25});
    }

    void pass(health::DhtWatch& watch, std::chrono::milliseconds time) {
        now += time;
        watch.pass(now);
    }

    std::vector<Node> nodes;
    std::chrono::milliseconds round_trip{50};
    SteadyTime now{std::chrono::hours{1}};

private:
    health::DhtPacket query(Node const& node, health::DhtId const& target,
                            health::DhtMethod method) {
        return {.at = now,
                .is_outgoing = true,
                .endpoint = node.endpoint,
                .transaction = std::to_string(++transaction_),
                .method = method,
                .target = target};
    }

    bool ask(health::DhtWatch& watch, Node const& node, health::DhtId const& target) {
        auto const asked = query(node, target, health::DhtMethod::get_peers);
        watch.observe(asked);
        if (!node.answers)
            return false;
        now += round_trip;
        watch.observe({.at = now,
                       .kind = health::DhtKind::reply,
                       .endpoint = node.endpoint,
                       .transaction = asked.transaction,
                       .id = node.id});
        return true;
    }

    bool is_v6_;
    std::mt19937 lots_;
    int transaction_ = 0;
};

} // namespace shoal::test
