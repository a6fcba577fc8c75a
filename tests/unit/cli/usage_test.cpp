#include "tests/support/cli_run.hpp"
#include "ui-cli/cli/usage.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

void check_usage_error(std::vector<std::string> const& words, std::string const& message) {
    auto const run = run_cli(words);
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.out.empty());
    CHECK(run.err == "shoal: " + message + "\n");
}

} // namespace

TEST_CASE("usage: without a command, help and status 2") {
    auto const run = run_cli(std::vector<std::string>{});
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.out.find("Usage: shoal") != std::string::npos);
}

TEST_CASE("usage: help lists the commands, help CMD their flags, as does CMD --help") {
    CHECK(run_cli({"help"}).out.find("download in the foreground") != std::string::npos);
    CHECK(run_cli({"help"}).out == run_cli({"--help"}).out);
    auto const help = run_cli({"help", "get"});
    CHECK(help.exit == ExitCode::done);
    CHECK(help.out.find("Usage: shoal get") != std::string::npos);
    CHECK(help.out.find("--up RATE") != std::string::npos);
    CHECK(help.out.find("SHOAL_UP") != std::string::npos);
    CHECK(help.out.find("Example:") != std::string::npos);
    CHECK(run_cli({"get", "--help"}).out == help.out);
}

TEST_CASE("usage: version, as a command and as a flag") {
    CHECK(run_cli({"version"}).out.starts_with("shoal "));
    CHECK(run_cli({"--version"}).out == run_cli({"version"}).out);
}

TEST_CASE("usage: an unknown command suggests the nearest") {
    check_usage_error({"gte", "x"},
                      "there is no command 'gte'; did you mean 'get'?; see 'shoal help'");
    check_usage_error({"help", "sed"},
                      "there is no command 'sed'; did you mean 'seed'?; see 'shoal help'");
    check_usage_error({"xyzzy"}, "there is no command 'xyzzy'; see 'shoal help'");
}

TEST_CASE("usage: an unknown flag suggests the nearest") {
    check_usage_error({"get", "--sequental", "x"},
                      "get: there is no flag '--sequental'; did you mean '--sequential'?; see "
                      "'shoal help get'");
}

TEST_CASE("usage: a bad value names its flag and what to write") {
    check_usage_error({"get", "--up", "fast", "x"},
                      "get --up: 'fast' is not a rate; write for example 500KiB/s, 20M or 0 for no "
                      "limit; see 'shoal help get'");
}

TEST_CASE("usage: what is missing is named") {
    check_usage_error({"--"}, "a command is required; see 'shoal help'");
    check_usage_error({"get"}, "get: SOURCE is required; see 'shoal help get'");
    check_usage_error({"get", "x", "--dir"},
                      "get --dir: 1 required DIR missing; see 'shoal help get'");
}

TEST_CASE("usage: what is too much is named") {
    check_usage_error({"version", "a", "b"},
                      "version: too many arguments: a b; see 'shoal help version'");
}

TEST_CASE("usage: of a flag that takes one value, the last use counts") {
    CliWorld world;
    fs::path output;
    world.torrents.on_create = [&](api::CreateSpec const& spec) {
        output = *spec.output;
        return Result<api::CreateReport>{api::CreateReport{}};
    };
    CHECK(run_cli(world, {"create", "-o", "a", "-o", "b", "x"}).exit == ExitCode::done);
    CHECK(output == "b");
}

TEST_CASE("usage: help names what each value is, and the choices where there are few") {
    auto const help = run_cli({"help", "create"}).out;
    CHECK(help.find("--output FILE ") != std::string::npos);
    CHECK(help.find("--format v1|v2|hybrid ") != std::string::npos);
    check_usage_error({"create", "x", "--format", "v3"},
                      "create --format: 'v3' is none of v1, v2 and hybrid; see 'shoal help "
                      "create'");
    check_usage_error({"create", "x", "--threads", "0"},
                      "create --threads: '0' is not a number from 1 to 256; see 'shoal help "
                      "create'");
}

TEST_CASE("usage: what the screen cannot do is told before it opens") {
    check_usage_error({"--theme", "blue"},
                      "--theme: 'blue' is none of auto, dark, light, high-contrast; see 'shoal "
                      "help'");
}

TEST_CASE("output: what standard output did not take is no success") {
    CliWorld world;
    world.is_out_full = true;
    auto const run = run_cli(world, {"version"});
    CHECK(run.exit == ExitCode::failed);
    CHECK(run.err == "shoal: writing, on standard output: the disk is full; free some space\n");
}

TEST_CASE("output: an event stream that nobody takes ends the session") {
    CliWorld world;
    world.is_out_full = true;
    world.engine.react = [](FakeEngine& engine, api::Command const& command) {
        api::Event added;
        added.id = 1;
        if (std::holds_alternative<api::Add>(command))
            engine.emit(added);
    };
    auto const run = run_cli(world, {"get", "--json", std::string(40, 'a')});
    CHECK(run.exit == ExitCode::failed);
}

TEST_CASE("usage: an escape sequence typed as a command does not reach the terminal") {
    CHECK(run_cli({"\x1b[2J"}).err.find('\x1b') == std::string::npos);
}
