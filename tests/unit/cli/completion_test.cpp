#include "core/api/setting_table.hpp"
#include "tests/support/cli_run.hpp"
#include "tests/support/temp_dir.hpp"
#include "ui-cli/cli/completion.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

std::vector<CommandInfo> grammar() {
    CliWorld world;
    Services services{.torrents = world.torrents,
                      .start_engine = start_fake(world.engine),
                      .attach = attach_fake(world.engine),
                      .socket = {},
                      .lab = world.lab,
                      .interrupted = {},
                      .interrupt_status = {},
                      .confirm = {},
                      .state_dir = {}};
    Printer printer{stdout, stderr};
    Context context{services, printer};
    CLI::App root{"", "shoal"};
    build_grammar(root, context);
    return list_commands(root);
}

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("completion: every command and every flag is in every script") {
    auto const commands = grammar();
    auto const bash = run_cli({"completion", "bash"}).out;
    auto const zsh = run_cli({"completion", "zsh"}).out;
    auto const fish = run_cli({"completion", "fish"}).out;
    for (auto const& command : commands) {
        CAPTURE(command.name);
        CHECK(has(bash, "    " + command.name));
        CHECK(has(fish, command.name));
        CHECK(has(zsh, command.name));
        for (auto const& flag : command.flags)
            for (auto const& name : flag.long_names) {
                CAPTURE(name);
                CHECK(has(bash, "--" + name));
                CHECK(has(zsh, "--" + name));
                CHECK(has(fish, " -l " + name));
            }
    }
}

TEST_CASE("grammar: it is known which flags take a value") {
    for (auto const& command : grammar())
        for (auto const& flag : command.flags) {
            auto const name = flag.long_names.front();
            CAPTURE(name);
            if (name == "help" || name == "json" || name == "dht")
                CHECK(!flag.takes_value);
            if (name == "dir" || name == "up" || name == "peer")
                CHECK(flag.takes_value);
        }
}

TEST_CASE("completion: bash accepts the script") {
    TempDir const dir;
    auto const script = dir / "shoal.bash";
    REQUIRE(write_file(script, run_cli({"completion", "bash"}).out, Overwrite::no));
    CHECK(std::system(("bash -n " + script.string()).c_str()) == 0); // NOLINT: a fixed command
}

TEST_CASE("completion: bash offers commands, flags, and the words a flag takes") {
    TempDir const dir;
    auto const script = dir / "shoal.bash";
    REQUIRE(write_file(script, run_cli({"completion", "bash"}).out, Overwrite::no));
    auto const offers = [&](std::string const& words, int at) {
        auto const result = dir / "result";
        auto const command = "bash -c 'source " + script.string() + "; COMP_WORDS=(" + words +
                             "); COMP_CWORD=" + std::to_string(at) +
                             "; _shoal; echo \"${COMPREPLY[*]}\"' > " + result.string();
        REQUIRE(std::system(command.c_str()) == 0); // NOLINT: a fixed command
        return *read_file(result, 10'000);
    };
    CHECK(offers("shoal ge", 1) == "get\n");
    CHECK(offers("shoal get --seq", 2) == "--sequential\n");
    CHECK(offers("shoal get --encryption \"\"", 3) == "off prefer require\n");
    CHECK(offers("shoal completion f", 2) == "fish\n");
    CHECK(offers("shoal help la", 2) == "label lab\n");
    CHECK(offers("shoal queue \"\"", 2) == "top up down bottom\n");
}

TEST_CASE("completion: other shells are refused") {
    auto const run = run_cli({"completion", "tcsh"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(has(run.err, "'tcsh' is none of bash, zsh and fish"));
}

TEST_CASE("manual: every key of the configuration is in it, with the flag where that differs") {
    auto manual = *read_file(SHOAL_MANUAL, 1'000'000);
    std::erase(manual, '\\');
    for (auto const& setting : api::settings()) {
        if (setting.section == "screen")
            continue;
        auto const full = api::full_name(setting);
        CAPTURE(full);
        auto const table = fmt::format("\n[{}] ", setting.section);
        auto const start = setting.section.empty() ? 0 : manual.find(table);
        REQUIRE(start != std::string::npos);
        auto const part = setting.section.empty()
                              ? manual
                              : manual.substr(start, manual.find("\n.br", start) - start);
        std::string dashed{setting.name};
        std::ranges::replace(dashed, '_', '-');
        auto const flag = "--" + api::flag_name(setting);
        if (setting.section.empty())
            CHECK(
                (flag == "--" + dashed || has(part, fmt::format("{} is {}", flag, setting.name))));
        else if (flag == "--" + dashed)
            CHECK((has(part, " " + std::string{setting.name}) ||
                   has(part, "\n" + std::string{setting.name})));
        else
            CHECK((has(part, fmt::format("{} ({})", setting.name, flag)) ||
                   has(part, fmt::format("{}\n({})", setting.name, flag))));
    }
}

TEST_CASE("manual: every command and every flag is in it") {
    auto manual = *read_file(SHOAL_MANUAL, 1'000'000);
    for (auto const& command : grammar()) {
        CAPTURE(command.name);
        CHECK(has(manual, command.name));
        for (auto const& flag : command.flags)
            for (auto const& name : flag.long_names) {
                CAPTURE(name);
                std::string dashed = "\\-\\-";
                for (char const c : name)
                    dashed += c == '-' ? std::string{"\\-"} : std::string(1, c);
                CHECK(has(manual, dashed));
            }
    }
}
