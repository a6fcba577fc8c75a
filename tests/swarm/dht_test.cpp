// A DHT of real sessions on loopback: what it is seen to do is what it does.

#include "core/engine/start.hpp"
#include "tests/support/await.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <future>

using namespace shoal;
using namespace std::chrono_literals;

namespace {

constexpr auto wanted = "magnet:?xt=urn:btih:abcdabcdabcdabcdabcdabcdabcdabcdabcdabcd";

/// A session that meets peers by the DHT alone.
class Node {
public:
    explicit Node(std::vector<api::Endpoint> known = {}) {
        auto engine = engine::start({.listen = {{"127.0.0.1", 0}},
                                     .dht_nodes = std::move(known),
                                     .pex = false,
                                     .lsd = false,
                                     .portmap = false},
                                    [](auto const&) {});
        REQUIRE(engine);
        engine_ = *std::move(engine);
        test::await("a session listens", 10s,
                    [&] { return !engine_->snapshot()->listening.empty(); });
    }

    [[nodiscard]] api::Endpoint endpoint() const { return engine_->snapshot()->listening.front(); }

    void add(std::string const& source) {
        engine_->submit(api::Add{.source = source, .dir = "/tmp"}, [](auto const&) {});
        test::await("the torrent is there", 10s,
                    [&] { return !engine_->snapshot()->torrents.empty(); });
    }

    /// Whether it began.
    [[nodiscard]] bool check() {
        auto const begun = std::make_shared<std::promise<bool>>();
        engine_->submit(api::CheckDht{}, [begun](Result<api::Reply> const& reply) {
            begun->set_value(reply.has_value());
        });
        auto answer = begun->get_future();
        REQUIRE(answer.wait_for(10s) == std::future_status::ready);
        return answer.get();
    }

    [[nodiscard]] std::int64_t nodes() const { return engine_->snapshot()->dht_nodes; }

    template <class Answer>
    [[nodiscard]] Answer ask(api::Question question) const {
        auto const promise = std::make_shared<std::promise<Answer>>();
        engine_->ask(std::move(question), [promise](Result<api::Answer> const& got) {
            auto const* const answer = got ? std::get_if<Answer>(&*got) : nullptr;
            promise->set_value(answer ? *answer : Answer{});
        });
        auto answer = promise->get_future();
        REQUIRE(answer.wait_for(10s) == std::future_status::ready);
        return answer.get();
    }

    [[nodiscard]] api::SessionFigures figures() const {
        return ask<api::SessionFigures>(api::FiguresOf{});
    }

    [[nodiscard]] std::string told() const {
        auto const now = figures();
        return fmt::format("{} nodes, {} messages out, {} in, {} asked, {} timeouts, {} lookups\n",
                           nodes(), now.dht.messages_out, now.dht.messages_in, now.dht_seen.asked,
                           now.dht_seen.timeouts, now.dht_seen.lookups);
    }

    /// Of its only torrent.
    [[nodiscard]] api::HealthView health() const {
        auto const id = engine_->snapshot()->torrents.front()->id;
        return ask<api::HealthView>(api::HealthOf{id});
    }

private:
    std::unique_ptr<api::Engine> engine_;
};

} // namespace

TEST_CASE("dht: a lookup among real nodes is seen, with who answered and how long it took") {
    Node first;
    std::vector<std::unique_ptr<Node>> others;
    for (int i = 0; i < 10; ++i)
        others.push_back(std::make_unique<Node>(std::vector{first.endpoint()}));
    test::await("the first node has heard of the others", 60s, [&] { return first.nodes() >= 8; });
    // It names only those that have answered it: it has to look something up.
    first.add("magnet:?xt=urn:btih:1234123412341234123412341234123412341234");
    test::await(
        "the first node's lookup ended", 60s, [&] { return first.figures().dht_seen.lookups > 0; },
        [&] { return first.told(); });
    Node asker{{first.endpoint()}};
    test::await(
        "the asker knows some of them", 60s, [&] { return asker.nodes() >= 4; },
        [&] { return first.told() + asker.told(); });
    asker.add(wanted);
    test::await("a lookup ended", 60s, [&] { return asker.figures().dht_seen.lookups > 0; });

    auto const seen = asker.figures().dht_seen;
    CHECK(seen.enabled);
    CHECK(seen.nodes >= 4);
    CHECK(seen.asked >= 8);
    CHECK(seen.timeouts * 2 < seen.asked);
    REQUIRE(seen.reply_p50);
    CHECK(*seen.reply_p50 > 0);
    CHECK(*seen.reply_p50 < 1);
    CHECK(seen.lookups_failed == 0);
    REQUIRE(seen.lookup_p50);
    CHECK(*seen.lookup_p50 >= *seen.reply_p50);
    CHECK(*seen.lookup_p50 < 15);
    CHECK(!seen.fitting_ids); // any id may be on loopback
    CHECK(seen.eclipse.empty());

    auto const of_torrent = asker.health().dht;
    CHECK(of_torrent.lookups == seen.lookups);
    CHECK(of_torrent.asked >= 1);
    CHECK(of_torrent.asked <= seen.asked);
    MESSAGE(seen.nodes, " nodes, ", seen.asked, " asked, ", seen.timeouts, " timeouts, reply ",
            *seen.reply_p50 * 1000, " ms, lookup ", *seen.lookup_p50 * 1000, " ms, size ",
            seen.network_size.value_or(0));

    // Its bootstrap node, and both halves of its table, lead to the same nodes.
    REQUIRE(asker.check());
    test::await(
        "the check ended", 40s,
        [&] {
            auto const check = asker.figures().dht_check;
            return check && !check->is_running;
        },
        [&] { return asker.told(); });
    auto const check = *asker.figures().dht_check;
    REQUIRE(check.agreement);
    CHECK(*check.agreement > 0.7);
    REQUIRE(check.starts.size() == 3);
    for (auto const& start : check.starts)
        CHECK(start.answered >= 4);
    MESSAGE("agreement ", *check.agreement, ", ", check.starts[0].asked, " asked from the first");

    auto const announced = asker.health().discovery.announced;
    REQUIRE(announced.ago);
    REQUIRE(announced.next_in);
    CHECK(*announced.next_in > 60);
    CHECK(announced.told >= 1);
    CHECK(announced.stored <= announced.told);
    MESSAGE("told ", announced.told, " nodes, ", announced.stored, " keep it");

    // What it is asked for it looks at, for the next that asks.
    test::await("its tables were looked at", 10s,
                [&] { return !asker.figures().dht.tables.empty(); });
    auto const figures = asker.figures();
    CHECK(figures.dht.tables.front().family == "v4");
    CHECK(figures.dht.tables.front().nodes >= 4);
    CHECK(!figures.dht.tables.front().buckets.empty());
    CHECK(figures.reach.nat.nodes >= 1); // who answered says as whom it sees us
    CHECK(figures.reach.nat.kept == figures.reach.nat.nodes); // there is no NAT on loopback
    CHECK(figures.reach.nat.ports == 1);

    // Nobody told the first node of the others: they came to it.
    CHECK(first.figures().reach.asked_dht);
    CHECK(!first.figures().reach.dialled_tcp);
}
