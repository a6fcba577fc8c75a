#include "core/api/health_json.hpp"
#include "tests/support/cli_run.hpp"
#include "ui-cli/cli/reports/health_report.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

api::HealthView at_risk() {
    api::HealthView view;
    view.info_hash.v1.emplace();
    view.name = "field-tapes";
    view.pieces = 100;
    view.grade = 38;
    view.word = api::HealthWord::at_risk;
    view.components = {{"availability", 9, 50, "at least 1 copy of each piece", "seed it"},
                       {"throughput", 0, 0, "nobody is downloading", ""}};
    view.next = {{"stay", "stay 17m00s more: you become the only seed", 54},
                 {"announce", "announce now", {}}};
    view.discovery.announced = {.ago = 120, .next_in = 780, .told = 8, .stored = 6};
    view.copies.min = 1;
    view.copies.distributed = 1.8;
    view.copies.histogram = {0, 20, 80, 0};
    view.copies.rarest = {3, 4};
    view.copies.rarest_count = 20;
    view.copies.rarest_holders = {{{"192.0.2.1", 6881}, "tape/1", 20}};
    view.copies.sole_holders = view.copies.rarest_holders;
    view.copies.seeds = 1;
    view.copies.leeches = 2;
    view.durability = {.h1 = 0.75, .h24 = 0.05, .h1_open = 0.8, .h24_open = 0.1, .half_life = 7200};
    view.replication = {.to_2 = 12, .to_4 = 90, .to_8 = {}, .pieces = 20};
    view.dht = {.enabled = true,
                .nodes = 120,
                .asked = 40,
                .timeouts = 10,
                .replies = {},
                .reply_p50 = 0.12,
                .reply_p95 = 0.8,
                .lookups = 3,
                .lookups_failed = 1,
                .lookup_p50 = 2.5,
                .fitting_ids = 0.9,
                .network_size = 6.2e6,
                .eclipse = "8 nodes are too near"};
    view.observed = {.seconds = 60, .peers = 4, .bitfields = 3};
    return view;
}

std::string text_of(std::vector<std::string> const& lines) {
    return fmt::format("{}", fmt::join(lines, "\n"));
}

/// A world whose engine answers so.
void answer(CliWorld& world, api::Answer const& told) {
    world.engine.inform = [told](api::Question const&) -> Result<api::Answer> {
        return told;
    };
}

} // namespace

TEST_CASE("health: the report begins with the grade, and tells the figures behind it") {
    auto const text = text_of(health_text(at_risk()));
    CHECK(text.starts_with("field-tapes: 38 of 100, AT RISK\n"
                           "seen for 1m00s: 4 peers, 3 told what they have\n\n"));
    for (auto const* part :
         {"9 of 50", "→ seed it", "throughput    does not apply: nobody is downloading",
          "20 pieces with 1 copy (3, 4…), at 192.0.2.1:6881 (tape/1)",
          "192.0.2.1:6881 (tape/1) alone has 20 pieces",
          "75 % in 1 h, 5 % in 24 h at least, 80 % and 10 % if others go on coming",
          "half-life 2h00m", "copies spread 2nd after 12s, 4th after 1m30s (20 new pieces)",
          "120 nodes known, about 6.2 M in all; 2 of 3 lookups found nodes (half within 2.5 "
          "s)",
          "30 of 40 queries answered (half within 120 ms, 95 % within 800)",
          "90 % of ids fit their address", "surrounded?   8 nodes are too near"})
        CHECK_MESSAGE(text.find(part) != std::string::npos, "no word of ", part, " in\n", text);
}

TEST_CASE("health: the document has the fields of its schema") {
    auto const json = api::health_json(at_risk());
    CHECK(json["schema"] == "shoal.health/1");
    CHECK(json["info_hash"] == std::string(40, '0'));
    CHECK(json["grade"] == 38);
    CHECK(json["word"] == "AT RISK");
    CHECK(json["components"][0]["of"] == 50);
    CHECK(json["copies"]["histogram"] == nlohmann::json({0, 20, 80, 0}));
    CHECK(json["copies"]["sole_holders"][0]["peer"] == "192.0.2.1:6881");
    CHECK(json["durability"]["h1"] == 0.75);
    CHECK(json["durability"]["half_life"] == 7200);
    for (auto const* key : {"churn", "reciprocity", "discovery", "dht"})
        CHECK(json[key].is_object());
    CHECK(json["dht"]["timeouts"] == 10);
    CHECK(json["dht"]["lookup_p50"] == 2.5);
    CHECK(json["dht"]["lookup_p95"].is_null());
    CHECK(json["dht"]["eclipse"] == "8 nodes are too near");
    CHECK(json["observed"]["seconds"] == 60);
}

TEST_CASE("health: what helps is told with what it would bring, and how it was announced") {
    auto const text = text_of(health_text(at_risk()));
    CHECK(text.find("What helps\n"
                    "  → stay 17m00s more: you become the only seed (54 of 100)\n"
                    "  → announce now\n") != std::string::npos);
    CHECK(text.find("2m00s ago to 8 DHT nodes, 6 keep it, again in 13m00s") != std::string::npos);
    auto const json = api::health_json(at_risk());
    CHECK(json["next"][0]["act"] == "stay");
    CHECK(json["next"][0]["grade"] == 54);
    CHECK(json["next"][1]["grade"].is_null());
    CHECK(json["discovery"]["announced"]["stored"] == 6);
}

TEST_CASE("health: without a grade it is null in JSON, and said in words") {
    auto view = at_risk();
    view.grade.reset();
    view.components.clear();
    view.missing_evidence = "2 of the 3 peers that it takes said what they have";
    CHECK(api::health_json(view)["grade"].is_null());
    CHECK(health_text(view)[0] == "field-tapes: not enough evidence: " + view.missing_evidence);
}

TEST_CASE("why: causes come ranked, with evidence and what helps") {
    api::WhyView view;
    view.name = "thesis";
    view.observed = {.seconds = 30};
    view.causes = {{"no_peers", "nobody else seems to have it", 0.7, {"no peer for 30s"}, "wait"}};
    CHECK("\n" + text_of(why_text(view)) == R"(
thesis: seen for 30s: 0 peers, 0 told what they have

1. nobody else seems to have it (70 % sure)
   no peer for 30s
   → wait)");
    CHECK(api::why_json(view)["causes"][0]["cause"] == "no_peers");
    view.causes.clear();
    CHECK(why_text(view).back() == "nothing is wrong that can be seen from here");
}

TEST_CASE("health: it observes, and serves nobody") {
    CliWorld world;
    answer(world, at_risk());
    auto const run = run_cli(world, {"health", "x.torrent", "--for", "0", "--peer", "192.0.2.9:1"});
    CHECK(run.exit == ExitCode::done);
    CHECK(run.out.starts_with("field-tapes: 38 of 100, AT RISK\n"));
    REQUIRE_FALSE(world.engine.commands.empty());
    auto const& add = std::get<api::Add>(world.engine.commands[0]);
    CHECK(add.observe);
    CHECK(add.source == "x.torrent");
    CHECK(add.peers == std::vector<api::Endpoint>{{"192.0.2.9", 1}});
    CHECK(world.engine.options.upload_slots == 0);
    CHECK(world.engine.is_ended);
}

TEST_CASE("health: --fail-under fails a lower grade, and one that is not known") {
    CliWorld world;
    answer(world, at_risk());
    std::vector<std::string> const words{"health", "x", "--for", "0", "--json", "--fail-under"};
    auto const with = [&](char const* grade) {
        auto all = words;
        all.emplace_back(grade);
        return run_cli(world, all);
    };
    CHECK(with("38").exit == ExitCode::done);
    CHECK(with("39").exit == ExitCode::check_failed);
    CHECK(with("39").err == "shoal: health: the grade is 38, below 39\n");
    CHECK(nlohmann::json::parse(with("39").out)["grade"] == 38);
    CHECK(with("101").exit == ExitCode::usage);
    auto unknown = at_risk();
    unknown.grade.reset();
    answer(world, unknown);
    CHECK(with("0").exit == ExitCode::check_failed);
}

TEST_CASE("health: a source that cannot be read ends it at once") {
    CliWorld world;
    world.engine.react = [](FakeEngine& engine, api::Command const&) {
        engine.emit({.kind = api::EventKind::error,
                     .id = 1,
                     .text = "no such file",
                     .where = "x",
                     .code = Errc::not_found});
    };
    answer(world, at_risk());
    auto const run = run_cli(world, {"health", "x"});
    CHECK(run.exit == ExitCode::not_found);
    CHECK(run.err == "shoal: health, on x: no such file\n");
}

TEST_CASE("why: interrupted, it tells what was seen, and ends as interrupted") {
    CliWorld world;
    world.interrupt.request_stop();
    answer(world, api::WhyView{.name = "thesis"});
    auto const run = run_cli(world, {"why", "x", "--watch"});
    CHECK(run.exit == ExitCode::interrupted);
}

TEST_CASE("health: that nobody was found yet is said, beside the trackers too") {
    auto view = at_risk();
    view.discovery.sources.clear();
    view.discovery.trackers = 4;
    view.discovery.trackers_working = 1;
    auto const text = text_of(health_text(view));
    CHECK(text.find("found by      nobody yet; 1 of 4 trackers work") != std::string::npos);
}
