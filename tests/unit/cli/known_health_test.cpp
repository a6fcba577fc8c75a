// `shoal health` and `shoal why` of torrents of the daemon.

#include "tests/support/daemon_world.hpp"
#include "ui-cli/cli/reports/health_report.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

api::HistoryView course() {
    api::HistoryView view{.until = WallTime{10h}, .step = 600s};
    view.since = view.until - 10h;
    for (int step = 0; step < 60; ++step)
        if (step < 20 || step >= 30)
            view.points.push_back({.time = view.since + step * 600s,
                                   .count = 60,
                                   .grade = step < 20 ? 90 : 30,
                                   .copies = step < 20 ? 4.0 : 1.0,
                                   .peers = 10});
    return view;
}

/// A daemon that answers by the question's kind.
CliWorld seeing() {
    auto world = daemon_with({torrent(7, "tapes"), torrent(0x4321, "other")});
    world.engine.inform = [](api::Question const& question) -> Result<api::Answer> {
        if (auto const* history = std::get_if<api::HistoryOf>(&question)) {
            auto view = course();
            if (history->id != 0)
                view.name = "tapes";
            return view;
        }
        if (std::holds_alternative<api::WhyOf>(question))
            return api::WhyView{.name = "tapes"};
        return api::HealthView{.name = "tapes", .grade = 40, .word = api::HealthWord::at_risk};
    };
    return world;
}

/// As long as in UTF-8 characters.
std::size_t length(std::string const& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

} // namespace

TEST_CASE("health: a number or the front of an info-hash is a torrent of the daemon") {
    for (auto const* word : {"7", "0707", "0707000000000000000000000000000000000000"}) {
        auto world = seeing();
        auto const run = run_cli(world, {"health", word});
        CHECK_MESSAGE(run.exit == ExitCode::done, run.err);
        CHECK(run.out.starts_with("tapes: 40 of 100, AT RISK"));
        CHECK(world.engine.commands.empty()); // nothing was added
    }
}

TEST_CASE("why: asks the daemon in the same way") {
    auto world = seeing();
    auto const run = run_cli(world, {"why", "7", "--json"});
    CHECK(run.exit == ExitCode::done);
    CHECK(nlohmann::json::parse(run.out)["schema"] == "shoal.why/1");
    CHECK(world.engine.commands.empty());
}

TEST_CASE("health: --fail-under holds for the daemon's torrents too") {
    auto world = seeing();
    CHECK(run_cli(world, {"health", "7", "--fail-under", "50"}).exit == ExitCode::check_failed);
    CHECK(run_cli(world, {"health", "7", "--fail-under", "40"}).exit == ExitCode::done);
}

TEST_CASE("health: an ID that the daemon does not have, or no daemon, is said") {
    auto world = seeing();
    CHECK(run_cli(world, {"health", "8"}).exit == ExitCode::not_found);
    CHECK(run_cli(world, {"health", "abcd"}).exit == ExitCode::not_found);
    world.has_daemon = false;
    CHECK(run_cli(world, {"health", "7"}).exit == ExitCode::no_daemon);
}

TEST_CASE("health: a whole info-hash that no daemon has, and what says how to join, is joined") {
    auto world = seeing();
    (void)run_cli(world, {"health", std::string(40, 'a'), "--for", "0"});
    REQUIRE(world.engine.commands.size() == 1);
    CHECK(std::get<api::Add>(world.engine.commands[0]).observe);
    (void)run_cli(world, {"health", "0707", "--for", "0", "--peer", "127.0.0.1:7"});
    CHECK(world.engine.commands.size() == 2);
}

TEST_CASE("health, why: --for looks at the daemon's torrent for so long") {
    for (auto const* command : {"health", "why"}) {
        auto world = seeing();
        int asked = 0;
        world.engine.inform = [&asked,
                               inform = world.engine.inform](api::Question const& question) {
            ++asked;
            return inform(question);
        };
        CHECK(run_cli(world, {command, "7", "--for", "1s"}).exit == ExitCode::done);
        CHECK(world.engine.commands.empty());
        CHECK(asked >= 2);
    }
}

TEST_CASE("health: --since adds the course, in text and JSON") {
    auto world = seeing();
    auto const text = run_cli(world, {"health", "7", "--since", "10h"});
    CHECK(text.out.find("Last 10h00m, a column is 10m00s") != std::string::npos);
    auto const json =
        nlohmann::json::parse(run_cli(world, {"health", "7", "--since", "10h", "--json"}).out);
    CHECK(json["schema"] == "shoal.health/1");
    CHECK(json["history"]["schema"] == "shoal.history/1");
    CHECK(json["history"]["step"] == 600);
    CHECK(json["history"]["points"].size() == 50);
    CHECK(json["history"]["points"][0]["grade"] == 90);
}

TEST_CASE("health: --since alone is the whole session's") {
    auto world = seeing();
    auto const run = run_cli(world, {"health", "--since", "10h", "--json"});
    CHECK(run.exit == ExitCode::done);
    auto const json = nlohmann::json::parse(run.out);
    CHECK(json["schema"] == "shoal.history/1");
    CHECK(json["info_hash"].is_null());
}

TEST_CASE("health: only the daemon's torrents have a history, and SOURCE is needed without") {
    auto world = seeing();
    CHECK(run_cli(world, {"health", "x.torrent", "--since", "1d"}).exit == ExitCode::usage);
    CHECK(run_cli(world, {"health"}).exit == ExitCode::usage);
    CHECK(run_cli(world, {"health", "7", "--since", "long"}).exit == ExitCode::usage);
}

TEST_CASE("history: grades are bars, and what was not seen is blank") {
    auto const lines = history_text(course());
    REQUIRE(lines.size() == 9);
    std::string const blank(10, ' ');
    auto const bars = [&](int first, int rest, char const* a, char const* b) {
        std::string text;
        for (int i = 0; i < first; ++i)
            text += a;
        text += blank;
        for (int i = 0; i < rest; ++i)
            text += b;
        return text;
    };
    CHECK(lines[1] == std::string{"  grade     100 "} + bars(20, 30, "▅", " "));
    CHECK(lines[3] == std::string(16, ' ') + bars(20, 30, "█", "▂"));
    CHECK(lines[4] == "              0 " + bars(20, 30, "█", "█"));
    CHECK(lines[5] == "  copies        " + bars(20, 30, "█", "▂"));
    CHECK(lines[6] == "                most 4.00, last 1.00");
    for (auto const& line : lines)
        CHECK(length(line) <= 80);
}

TEST_CASE("history: a time in which nothing was seen says so") {
    auto view = course();
    view.points.clear();
    CHECK(history_text(view).back() == "  nothing was seen in this time");
}
