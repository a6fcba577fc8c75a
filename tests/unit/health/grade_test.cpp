#include "core/health/grade.hpp"
#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace shoal;
using namespace shoal::health;
using api::HealthWord;
using test::PaperSwarm;

namespace {

/// A swarm as it is for ten minutes.
struct Scripted {
    char const* name = "";
    int seeds = 0;
    int leeches = 0;
    std::size_t done = 0; ///< pieces of 64 that each leech has, each beginning elsewhere
    Origins origins = from_tracker | from_dht | from_pex;
    std::size_t gain = 3; ///< pieces of 4 MiB that each leech gets in a minute
    int stayed = 0;       ///< peers beside them that were there for three days
    int fled = 0;         ///< peers that left after a minute
    int scrape_seeds = 0;
    bool tracker_fails = false;
    HealthWord word = HealthWord::healthy;
};

void gain(PaperSwarm& swarm, std::size_t pieces) {
    for (PeerSample& peer : swarm.now.peers) {
        if (!peer.pieces)
            continue;
        auto more = *peer.pieces;
        // Into what it has: what a swarm can do is kept as it is, as if others took their place.
        for (std::size_t i = 0, left = pieces; i < more.size() && left > 0; ++i)
            if (!more[i] && more.count() + 1 < more.size()) {
                more.set(i);
                --left;
            }
        peer.pieces = std::make_shared<PieceSet const>(std::move(more));
    }
}

/// What went before: so many peers that fled, and hours of those who stay.
void live_history(PaperSwarm& swarm, Monitor& monitor, Scripted const& script) {
    for (int i = 0; i < script.fled; ++i)
        swarm.seed();
    swarm.look(monitor, 60s);
    swarm.now.peers.resize(swarm.now.peers.size() - static_cast<std::size_t>(script.fled));
    swarm.look(monitor, 120s);
    if (script.stayed > 0) {
        swarm.pass(72h);
        swarm.look(monitor);
    }
}

api::HealthView health_of(Scripted const& script) {
    PaperSwarm swarm;
    swarm.now.us.piece_size = 4 << 20;
    for (int i = 0; i < script.seeds; ++i)
        swarm.seed().origins = script.origins;
    for (int i = 0; i < script.leeches; ++i)
        swarm.leech(script.done, static_cast<std::size_t>(i) * 7).origins = script.origins;
    swarm.now.us.is_observing = true;
    swarm.now.trackers.push_back({"http://t/announce", script.tracker_fails ? "refused" : "", false,
                                  std::nullopt, std::nullopt});
    swarm.now.scrape_seeds = script.scrape_seeds;
    Monitor monitor;
    live_history(swarm, monitor, script);
    for (int minute = 0; minute < 10; ++minute) {
        gain(swarm, script.gain);
        swarm.look(monitor, 60s);
    }
    return monitor.health();
}

// From the best to the dead. `stayed` is only asked whether it is more than none.
constexpr Scripted scripts[] = {
    {.name = "a crowd of seeds that stay", .seeds = 40, .leeches = 20, .done = 32, .stayed = 1},
    {.name = "ten seeds that stay", .seeds = 10, .leeches = 10, .done = 32, .stayed = 1},
    {.name = "six seeds that stay", .seeds = 6, .leeches = 8, .done = 32, .stayed = 1},
    {.name = "ten seeds, nothing known of how long", .seeds = 10, .leeches = 5, .done = 32},
    {.name = "four seeds that stay, one source",
     .seeds = 4,
     .leeches = 6,
     .done = 24,
     .origins = from_tracker,
     .stayed = 1},
    {.name = "four seeds", .seeds = 4, .leeches = 6, .done = 24},
    {.name = "three seeds", .seeds = 3, .leeches = 5, .done = 24},
    {.name = "three seeds, one source",
     .seeds = 3,
     .leeches = 5,
     .done = 24,
     .origins = from_tracker,
     .word = HealthWord::fair},
    {.name = "two seeds, two sources",
     .seeds = 2,
     .leeches = 4,
     .done = 24,
     .origins = from_tracker | from_dht,
     .word = HealthWord::fair},
    {.name = "two seeds, one source",
     .seeds = 2,
     .leeches = 4,
     .done = 16,
     .origins = from_tracker,
     .word = HealthWord::fair},
    {.name = "two seeds, the tracker fails, nothing moves",
     .seeds = 2,
     .leeches = 4,
     .done = 16,
     .origins = from_tracker,
     .gain = 0,
     .tracker_fails = true,
     .word = HealthWord::at_risk},
    {.name = "one seed, leeches with half",
     .seeds = 1,
     .leeches = 6,
     .done = 16,
     .origins = from_tracker,
     .gain = 0,
     .word = HealthWord::at_risk},
    {.name = "one seed, leeches with a little",
     .seeds = 1,
     .leeches = 4,
     .done = 4,
     .origins = from_tracker,
     .gain = 0,
     .word = HealthWord::at_risk},
    {.name = "one seed, leeches with nothing",
     .seeds = 1,
     .leeches = 4,
     .done = 0,
     .origins = from_tracker,
     .gain = 0,
     .word = HealthWord::at_risk},
    {.name = "the same, and the tracker fails",
     .seeds = 1,
     .leeches = 4,
     .done = 0,
     .origins = from_tracker,
     .gain = 0,
     .tracker_fails = true,
     .word = HealthWord::at_risk},
    {.name = "the same, and peers flee",
     .seeds = 1,
     .leeches = 4,
     .done = 0,
     .origins = from_tracker,
     .gain = 0,
     .fled = 20,
     .tracker_fails = true,
     .word = HealthWord::at_risk},
    {.name = "no seed here, one is counted elsewhere",
     .leeches = 6,
     .done = 8,
     .origins = from_tracker | from_dht,
     .gain = 0,
     .scrape_seeds = 1,
     .word = HealthWord::incomplete},
    {.name = "the same by one source",
     .leeches = 6,
     .done = 4,
     .origins = from_tracker,
     .gain = 0,
     .scrape_seeds = 1,
     .word = HealthWord::incomplete},
    {.name = "the same, and the tracker fails",
     .leeches = 4,
     .done = 2,
     .origins = from_tracker,
     .gain = 0,
     .scrape_seeds = 1,
     .tracker_fails = true,
     .word = HealthWord::incomplete},
    {.name = "no seed anywhere, nearly all there",
     .leeches = 3,
     .done = 45,
     .gain = 0,
     .word = HealthWord::dead},
    {.name = "no seed anywhere, little there",
     .leeches = 3,
     .done = 4,
     .gain = 0,
     .word = HealthWord::dead},
    {.name = "nobody has anything", .leeches = 5, .done = 0, .gain = 0, .word = HealthWord::dead},
};

} // namespace

TEST_CASE("grade: scripted swarms come in the order of their health, each under its word") {
    int last = 101;
    std::string before;
    for (Scripted const& script : scripts) {
        auto const view = health_of(script);
        INFO(std::string{script.name}, " after ", before);
        REQUIRE(view.grade);
        CHECK(*view.grade <= last);
        CHECK(std::string{api::to_string(view.word)} == std::string{api::to_string(script.word)});
        last = *view.grade;
        before = script.name;
    }
    CHECK(health_of(scripts[0]).grade > 90);
}

TEST_CASE("grade: a swarm that a hidden seed feeds is not called dead") {
    Scripted const fed{.leeches = 4, .done = 4, .gain = 2};
    CHECK(health_of(fed).word == HealthWord::incomplete);
    Scripted const starved{.leeches = 4, .done = 4, .gain = 0};
    CHECK(health_of(starved).word == HealthWord::dead);
}

TEST_CASE("grade: a swarm about to die grades below one that stays") {
    for (int const seeds : {1, 2, 3}) {
        Scripted const stays{.seeds = seeds, .leeches = 4, .done = 16, .stayed = 1};
        Scripted const dies{.seeds = seeds, .leeches = 4, .done = 16, .fled = 30};
        CHECK(*health_of(dies).grade < *health_of(stays).grade);
        CHECK(health_of(dies).durability.h1 < 0.5);
        CHECK(health_of(stays).durability.h1 > 0.9);
    }
}

TEST_CASE("grade: components add up to it, and their weights to a hundred") {
    for (Scripted const& script : {scripts[0], scripts[5], scripts[12]}) {
        auto const view = health_of(script);
        double points = 0;
        double of = 0;
        for (api::HealthComponent const& part : view.components) {
            points += part.points;
            of += part.of;
            CHECK(part.points <= part.of + 1e-9);
            CHECK_FALSE(part.evidence.empty());
        }
        CHECK(of == doctest::Approx(100));
        CHECK(points == doctest::Approx(*view.grade).epsilon(0.02));
    }
}

TEST_CASE("grade: what cost most comes first") {
    auto const parts = health_of(scripts[12]).components;
    for (std::size_t i = 1; i < parts.size(); ++i)
        CHECK(parts[i - 1].of - parts[i - 1].points >= parts[i].of - parts[i].points);
}

TEST_CASE("grade: not enough evidence is said, not made up") {
    PaperSwarm swarm;
    swarm.seed();
    swarm.seed();
    swarm.peer(); // its bitfield has not come
    Monitor two_bitfields;
    swarm.look(two_bitfields, 10min);
    CHECK_FALSE(two_bitfields.health().grade);
    CHECK(two_bitfields.health().word == HealthWord::unknown);
    CHECK(two_bitfields.health().missing_evidence ==
          "2 of the 3 peers that it takes said what they have");

    swarm.seed();
    Monitor twenty_seconds;
    swarm.look(twenty_seconds, 20s);
    CHECK(twenty_seconds.health().missing_evidence == "20 of the 30 s that it takes were seen");

    Monitor enough;
    swarm.look(enough, 30s);
    CHECK(enough.health().grade);
}

TEST_CASE("grade: what does not apply gives its weight to the others") {
    PaperSwarm swarm;
    for (int i = 0; i < 5; ++i)
        swarm.seed();
    swarm.now.us.is_observing = true;
    Monitor monitor;
    swarm.look(monitor, 60s);
    for (api::HealthComponent const& part : monitor.health().components) {
        bool const is_idle = part.name == "throughput" || part.name == "reciprocity";
        CHECK((part.of == 0) == is_idle);
    }
}

TEST_CASE("grade: large pieces are given the time they take") {
    PaperSwarm swarm{8};
    swarm.now.us.piece_size = 64 << 20;
    swarm.now.us.is_observing = true;
    for (int i = 0; i < 3; ++i)
        swarm.leech(4, static_cast<std::size_t>(i) * 3);
    Monitor monitor;
    swarm.look(monitor, 60s);
    for (api::HealthComponent const& part : monitor.health().components)
        if (part.name == "throughput")
            CHECK(part.evidence == "too short a look for pieces of this size");
}

TEST_CASE("grade: more seeds never make it worse") {
    int last = 0;
    for (int seeds = 1; seeds < 30; ++seeds) {
        auto const grade = *health_of({.seeds = seeds, .leeches = 4, .done = 20}).grade;
        CHECK(grade >= last);
        last = grade;
    }
}

namespace {

api::HealthComponent part(api::HealthView const& view, std::string_view name) {
    auto const found = std::ranges::find(view.components, name, &api::HealthComponent::name);
    REQUIRE(found != view.components.end());
    return *found;
}

} // namespace

TEST_CASE("grade: lookups are evidence, and who is surrounded in the DHT is found badly") {
    PaperSwarm swarm;
    for (int i = 0; i < 4; ++i)
        swarm.seed();
    Monitor monitor;
    swarm.now.dht.lookups = 4;
    swarm.now.dht.lookups_failed = 1;
    swarm.now.dht.lookup_p50 = 0.7;
    swarm.look(monitor, 60s);
    auto const before = part(monitor.health(), "discovery");
    CHECK(before.evidence.find("3 of 4 DHT lookups found nodes, in 0.7 s") != std::string::npos);
    swarm.now.dht.eclipse = "too near";
    swarm.look(monitor, 10s);
    auto const after = part(monitor.health(), "discovery");
    CHECK(after.points / after.of == doctest::Approx(before.points / before.of / 2));
    CHECK(after.evidence.find("too near") != std::string::npos);
    CHECK_FALSE(after.fix.empty());
}
