#include "core/base/clock.hpp"
#include "core/base/file.hpp"
#include "core/lab/lab_plan.hpp"
#include "core/lab/lab_scenario.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using api::LabLeave;
using api::LabRole;

namespace {

Result<api::LabSpec> parse(std::string const& text) {
    return lab::parse_scenario(text, "own", "own.toml");
}

constexpr auto who = "[[group]]\nrole = 'seed'\n[[group]]\nrole = 'leech'\n";

void refused(std::string const& text, std::string const& where, std::string const& part) {
    auto const spec = parse(text);
    REQUIRE(!spec);
    CHECK(spec.error().where == where);
    CHECK_MESSAGE(spec.error().what.find(part) != std::string::npos, spec.error().what);
}

} // namespace

TEST_CASE("lab scenario: every key says what it says") {
    auto const spec = parse(R"(
        name = "all"
        size = "3MiB"
        discovery = "pex"
        seed = 42
        time_limit = "90s"
        [[group]]
        role = "seed"
        count = 2
        up = "20MB/s"
        slots = 3
        leave_after_sent = 1.02
        [[group]]
        role = "leech"
        down = "1MiB/s"
        arrive = "5s"
        arrive_within = "1m"
        leave_after_complete = "7s"
        [[group]]
        role = "free-rider"
        session = "2m"
        [[group]]
        role = "liar"
        bad_blocks = 0.25
        mean_session = "9s"
    )");
    REQUIRE_MESSAGE(spec, spec.error().what);
    CHECK(spec->name == "all");
    CHECK(spec->size == 3 << 20);
    CHECK(spec->discovery == api::Discovery::pex);
    CHECK(spec->seed == 42);
    CHECK(spec->time_limit == 90s);
    REQUIRE(spec->groups.size() == 4);
    auto const& seeds = spec->groups[0];
    CHECK(seeds.count == 2);
    CHECK(seeds.up_limit == 20'000'000);
    CHECK(seeds.upload_slots == 3);
    CHECK(seeds.leave == LabLeave{LabLeave::Kind::after_sent, 1.02, false});
    auto const& leeches = spec->groups[1];
    CHECK(leeches.down_limit == 1 << 20);
    CHECK(leeches.arrive_at == 5);
    CHECK(leeches.arrive_within == 60);
    CHECK(leeches.leave == LabLeave{LabLeave::Kind::after_complete, 7, false});
    CHECK(spec->groups[2].role == LabRole::free_rider);
    CHECK(spec->groups[2].leave == LabLeave{LabLeave::Kind::after_session, 120, false});
    CHECK(spec->groups[3].bad_share == 0.25);
    CHECK(spec->groups[3].leave == LabLeave{LabLeave::Kind::after_session, 9, true});
}

TEST_CASE("lab scenario: without a name of its own it has the file's") {
    CHECK(parse(who)->name == "own");
}

TEST_CASE("lab scenario: what is wrong is told with file and line") {
    refused("size = '1MiB'\nsize = = 2\n", "own.toml:2", "");
    refused(std::string{"sise = '1MiB'\n"} + who, "own.toml:1", "'sise' is no key here");
    refused(std::string{who} + "cuont = 3\n", "own.toml:5", "'cuont' is no key here");
    refused(std::string{who} + "count = 'many'\n", "own.toml:5", "whole number");
    refused(std::string{who} + "count = 0\n", "own.toml:5", "whole number");
    refused(std::string{who} + "up = 5\n", "own.toml:5", "text in quotes");
    refused(std::string{who} + "up = 'fast'\n", "own.toml:5", "fast");
    refused("discovery = 'luck'\n", "own.toml:1", "'luck' is none of tracker, dht, pex");
    refused("[[group]]\nrole = 'sed'\n", "own.toml:2", "'sed' is none of seed, leech");
    refused(std::string{who} + "session = '1s'\nmean_session = '2s'\n", "own.toml:5",
            "one reason only");
    refused(std::string{who} + "leave_after_sent = 1.0\n", "own.toml:3", "only seeds");
    refused("[[group]]\nrole = 'free-rider'\nup = '1MiB/s'\n", "own.toml:1", "never uploads");
    refused("group = 3\n", "own.toml", "[[group]]");
    refused("seed = -1\n", "own.toml:1", "whole number");
    refused("[[group]]\nrole = 'seed'\n", "own.toml", "one downloader");
}

TEST_CASE("lab scenario: those that come with the program can be run, under their names") {
    REQUIRE(lab::built_in_scenarios().size() >= 8);
    for (auto const& scenario : lab::built_in_scenarios()) {
        CAPTURE(scenario.name);
        auto const spec = lab::load_scenario(std::string{scenario.name});
        REQUIRE_MESSAGE(spec, spec.error().where << ": " << spec.error().what);
        CHECK(spec->name == scenario.name);
    }
}

TEST_CASE("lab scenario: the flash crowd is the one that was measured") {
    auto const spec = lab::load_scenario("flash-crowd");
    REQUIRE(spec);
    CHECK(lab::bound_seconds(lab::plan(*spec), spec->size) ==
          doctest::Approx(13.42).epsilon(0.001));
}

TEST_CASE("lab scenario: a file of one's own ends in .toml, and a wrong name lists the others") {
    test::TempDir const dir;
    REQUIRE(write_file(dir / "mine.toml", who, Overwrite::no));
    CHECK(lab::load_scenario((dir / "mine.toml").string())->name == "mine");
    auto const missing = lab::load_scenario((dir / "missing.toml").string());
    REQUIRE(!missing);
    CHECK(missing.error().where == (dir / "missing.toml").string());
    auto const unknown = lab::load_scenario("flush-crowd");
    REQUIRE(!unknown);
    CHECK(unknown.error().what.find("flash-crowd") != std::string::npos);
}
