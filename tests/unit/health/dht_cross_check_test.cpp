// Lookups of one id from disjoint starts, in DHTs on paper.

#include "core/health/dht_cross_check.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

using namespace shoal;
using namespace shoal::health;

namespace {

api::Endpoint address(int number) {
    return {fmt::format("93.1.{}.{}", number / 200, 1 + number % 200), 6881};
}

DhtId random_id(std::mt19937_64& random) {
    DhtId id{};
    std::ranges::generate(id, [&] { return static_cast<std::uint8_t>(random()); });
    return id;
}

/// Nodes with random ids. Each names those of its part that are nearest to what it is asked for,
/// of those that it knows: a few at random, and its own neighbours.
class World {
public:
    explicit World(int parts, int nodes = 600) : parts_(parts) {
        for (int i = 0; i < nodes; ++i)
            nodes_.push_back({random_id(random_), address(i)});
    }

    [[nodiscard]] std::vector<api::Endpoint> some(int part, std::size_t count) {
        std::vector<api::Endpoint> chosen;
        for (std::size_t i = 0; i < nodes_.size() && chosen.size() < count; ++i)
            if (part_of(i) == part)
                chosen.push_back(nodes_[i].endpoint);
        return chosen;
    }

    /// The answers to all that a check asks, one round trip after the other.
    void run(DhtCrossCheck& check) {
        for (auto asked = check.next(now_); check.is_running(); asked = check.next(now_)) {
            for (api::Endpoint const& endpoint : asked)
                if (endpoint.host == liar_)
                    check.answered(endpoint, id_near(check.target()), lies(check.target()));
                else if (auto const node = find(endpoint); node && !silent_.contains(*node))
                    check.answered(endpoint, nodes_[*node].id, named(*node, check.target()));
            now_ += 100ms;
        }
    }

    void silence(std::size_t node) { silent_.insert(node); }

    /// Whoever is asked at this address says that it is near, and that its other ports are.
    void lie(std::string host) { liar_ = std::move(host); }

    std::mt19937_64& random() { return random_; }

    [[nodiscard]] SteadyTime now() const { return now_; }

    [[nodiscard]] std::size_t size() const { return nodes_.size(); }

private:
    [[nodiscard]] int part_of(std::size_t node) const { return static_cast<int>(node) % parts_; }

    [[nodiscard]] std::optional<std::size_t> find(api::Endpoint const& endpoint) const {
        auto const found = std::ranges::find(nodes_, endpoint, &DhtContact::endpoint);
        if (found == nodes_.end())
            return std::nullopt;
        return static_cast<std::size_t>(found - nodes_.begin());
    }

    [[nodiscard]] std::vector<DhtContact> named(std::size_t by, DhtId const& target) const {
        std::vector<DhtContact> known;
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            if (part_of(i) == part_of(by))
                known.push_back(nodes_[i]);
        auto const near = [&](DhtId const& to) {
            return [&to](DhtContact const& node) {
                return dht_distance(node.id, to);
            };
        };
        // A table has the more of a region the nearer it is: the nearest 60, and every ninth.
        std::ranges::sort(known, {}, near(nodes_[by].id));
        std::vector<DhtContact> table;
        for (std::size_t i = 0; i < known.size(); ++i)
            if (i < 60 || i % 9 == 0)
                table.push_back(known[i]);
        std::ranges::sort(table, {}, near(target));
        table.resize(std::min<std::size_t>(table.size(), 8));
        return table;
    }

    DhtId id_near(DhtId const& target) {
        auto id = random_id(random_);
        std::copy_n(target.begin(), 8, id.begin());
        return id;
    }

    std::vector<DhtContact> lies(DhtId const& target) {
        std::vector<DhtContact> ports;
        for (std::uint16_t port = 1; port <= 20; ++port)
            ports.push_back({id_near(target), {liar_, port}});
        return ports;
    }

    int parts_;
    std::string liar_;
    std::mt19937_64 random_{5};
    std::vector<DhtContact> nodes_;
    std::set<std::size_t> silent_;
    SteadyTime now_{std::chrono::hours{1}};
};

} // namespace

TEST_CASE("dht check: in one DHT all starts lead to the same nodes") {
    World world{1};
    for (int round = 0; round < 20; ++round) {
        auto starts = disjoint_starts(world.some(0, 3), world.some(0, 120), world.random());
        DhtCrossCheck check{random_id(world.random()), std::move(starts), world.now()};
        world.run(check);
        auto const view = check.view(world.now());
        REQUIRE(view.agreement);
        CHECK(*view.agreement > 0.9);
        for (auto const& start : view.starts) {
            CHECK(start.answered >= 8);
            CHECK(start.asked < 40);
        }
    }
}

TEST_CASE("dht check: starts in DHTs that know nothing of each other agree on nothing") {
    World world{3};
    DhtCrossCheck check{random_id(world.random()),
                        {{"a", world.some(0, 9)}, {"b", world.some(1, 9)}, {"c", world.some(2, 9)}},
                        world.now()};
    world.run(check);
    CHECK(check.view(world.now()).agreement == 0);
}

TEST_CASE("dht check: when a third of the nodes is silent the others are found all the same") {
    World world{1};
    for (std::size_t node = 0; node < world.size(); node += 3)
        world.silence(node);
    auto starts = disjoint_starts({}, world.some(0, 90), world.random());
    DhtCrossCheck check{random_id(world.random()), std::move(starts), world.now()};
    auto const began = world.now();
    world.run(check);
    auto const view = check.view(world.now());
    REQUIRE(view.agreement);
    CHECK(*view.agreement > 0.8);
    CHECK(world.now() - began < DhtCrossCheck::longest);
}

TEST_CASE("dht check: the ports of one address are one node, and hide no others") {
    World world{2};
    api::Endpoint const liar{"198.51.100.7", 1};
    world.lie(liar.host);
    auto const with_liar = [&](int part) {
        auto nodes = world.some(part, 9);
        nodes.insert(nodes.begin(), liar);
        return nodes;
    };
    DhtCrossCheck check{
        random_id(world.random()), {{"a", with_liar(0)}, {"b", with_liar(1)}}, world.now()};
    world.run(check);
    auto const view = check.view(world.now());
    CHECK(view.agreement.value_or(-1) == 1.0 / 8);
    for (auto const& start : view.starts)
        CHECK(start.answered > 10);
}

TEST_CASE("dht check: who is named of the other family is no node of this DHT") {
    World world{1};
    api::Endpoint const other{"2001:db8::1", 1};
    DhtCrossCheck check{DhtId{}, {{"a", {address(0)}}, {"b", {}}}, world.now()};
    REQUIRE(check.next(world.now()).size() == 1);
    check.answered(address(0), random_id(world.random()), {{DhtId{}, other}});
    CHECK(check.next(world.now()).empty());
}

TEST_CASE("dht check: it ends when nobody answers, and then says nothing of agreement") {
    World world{1};
    for (std::size_t node = 0; node < world.size(); ++node)
        world.silence(node);
    DhtCrossCheck check{
        random_id(world.random()), {{"a", world.some(0, 30)}, {"b", {}}}, world.now()};
    CHECK(check.view(world.now()).is_running);
    world.run(check);
    auto const view = check.view(world.now());
    CHECK(!view.is_running);
    CHECK(!view.agreement);
    CHECK(view.starts[0].asked > 0);
    CHECK(view.starts[1].nodes == 0);
}

TEST_CASE("dht check: who was not asked, or names nobody who answers, changes nothing") {
    World world{1};
    DhtCrossCheck check{DhtId{}, {{"a", {address(0)}}, {"b", {address(1)}}}, world.now()};
    check.answered(address(9), DhtId{}, {});
    CHECK(check.next(world.now()).size() == 2);
    std::vector<DhtContact> phantoms;
    for (int i = 0; i < 1000; ++i)
        phantoms.push_back({DhtId{}, address(1000 + i)});
    check.answered(address(0), random_id(world.random()), phantoms);
    check.answered(address(1), random_id(world.random()), {});
    world.run(check);
    auto const view = check.view(world.now());
    CHECK(view.starts[0].answered == 1);
    CHECK(view.starts[0].asked <= 21);
}

TEST_CASE("dht check: no node is in two starts, and all are of one family") {
    std::mt19937_64 random{3};
    std::vector<api::Endpoint> table{{"2001:db8::1", 1}};
    for (int i = 0; i < 50; ++i)
        table.push_back(address(i));
    table.push_back(address(7));
    auto const check = [&](std::vector<api::Endpoint> const& bootstrap, std::size_t nodes) {
        std::set<api::Endpoint> all;
        std::size_t sum = 0;
        auto const starts = disjoint_starts(bootstrap, table, random);
        CHECK(starts.size() == 3);
        for (auto const& start : starts) {
            CHECK(!start.nodes.empty());
            sum += start.nodes.size();
            all.insert(start.nodes.begin(), start.nodes.end());
        }
        CHECK(all.size() == sum);
        CHECK(sum == nodes);
    };
    check({}, 50);
    check({address(0), address(99), {"2001:db8::2", 1}}, 51);
}
