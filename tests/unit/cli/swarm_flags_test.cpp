#include "tests/support/cli_run.hpp"
#include "ui-cli/cli/flags/swarm_flags.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;

namespace {

Result<api::SwarmOptions> parse(std::vector<std::string> words) {
    SwarmFlags flags;
    CLI::App grammar;
    flags.attach(grammar);
    std::reverse(words.begin(), words.end()); // as CLI11 wants them
    grammar.parse(std::move(words));
    return flags.options("/default");
}

} // namespace

TEST_CASE("swarm flags: none given, all defaults") {
    auto const options = parse({});
    REQUIRE(options);
    CHECK(options->dht);
    CHECK(options->listen.empty());
    CHECK(options->up_limit == 0);
    CHECK(options->connections == 200);
    CHECK(options->state_dir == "/default");
}

TEST_CASE("swarm flags: each reaches its option") {
    auto const options = parse({"--listen",
                                "127.0.0.1:0",
                                "--listen",
                                "[::1]:6881",
                                "--interface",
                                "lo",
                                "--up",
                                "1M",
                                "--down",
                                "2M",
                                "--no-dht",
                                "--dht-node",
                                "127.0.0.1:7000",
                                "--no-pex",
                                "--no-lsd",
                                "--no-utp",
                                "--no-portmap",
                                "--encryption",
                                "require",
                                "--proxy",
                                "socks5://u:p@127.0.0.1:1080",
                                "--connections",
                                "50",
                                "--upload-slots",
                                "3",
                                "--cache",
                                "8MiB",
                                "--state-dir",
                                "/s"});
    REQUIRE(options);
    CHECK(options->listen == std::vector<api::Endpoint>{{"127.0.0.1", 0}, {"::1", 6881}});
    CHECK(options->interface == "lo");
    CHECK(options->up_limit == 1024 * 1024);
    CHECK(options->down_limit == 2 * 1024 * 1024);
    CHECK(!options->dht);
    CHECK(options->dht_nodes == std::vector<api::Endpoint>{{"127.0.0.1", 7000}});
    CHECK(!options->pex);
    CHECK(!options->lsd);
    CHECK(!options->utp);
    CHECK(!options->portmap);
    CHECK(options->encryption == api::Encryption::require);
    CHECK(options->proxy == "socks5://u:p@127.0.0.1:1080");
    CHECK(options->connections == 50);
    CHECK(options->upload_slots == 3);
    CHECK(options->cache == 8 << 20);
    CHECK(options->state_dir == "/s");
}

TEST_CASE("swarm flags: bad values name the flag, and a proxy's password stays secret") {
    for (auto const& [flag, value] :
         std::vector<std::pair<std::string, std::string>>{{"--listen", "6881"},
                                                          {"--dht-node", "host:0"},
                                                          {"--up", "-1"},
                                                          {"--down", "quick"},
                                                          {"--encryption", "maybe"},
                                                          {"--proxy", "ftp://u:secret@h:1"},
                                                          {"--proxy", "socks5://u:secret@h"},
                                                          {"--connections", "0"},
                                                          {"--upload-slots", "many"},
                                                          {"--cache", "1MiB"},
                                                          {"--cache", "much"}}) {
        CAPTURE(flag);
        auto const options = parse({flag + "=" + value});
        REQUIRE(!options);
        CHECK(options.error().where == flag);
        CHECK(options.error().what.find("secret") == std::string::npos);
    }
}

TEST_CASE("swarm flags: the environment fills in, flags beat it") {
    Environment const up{"SHOAL_UP", "5M"};
    Environment const dht{"SHOAL_DHT", "off"};
    Environment const listen{"SHOAL_LISTEN", "127.0.0.1:1,127.0.0.1:2"};
    CHECK(parse({})->up_limit == 5 * 1024 * 1024);
    CHECK(!parse({})->dht);
    CHECK(parse({})->listen.size() == 2);
    CHECK(parse({"--up", "1M", "--dht"})->up_limit == 1024 * 1024);
    CHECK(parse({"--dht"})->dht);
}

TEST_CASE("swarm flags: of two that contradict, the last wins") {
    CHECK(!parse({"--dht", "--no-dht"})->dht);
    CHECK(parse({"--no-dht", "--dht"})->dht);
    CHECK(parse({"--up", "1", "--up", "2"})->up_limit == 2);
}

TEST_CASE("swarm flags: a bad environment disturbs only the commands it concerns") {
    Environment const dht{"SHOAL_DHT", "perhaps"};
    CHECK(run_cli({"version"}).exit == ExitCode::done);
    auto const run = run_cli({"get", "x"});
    CHECK(run.exit == ExitCode::usage);
    CHECK(run.err.find("SHOAL_DHT: 'perhaps' is neither true nor false") != std::string::npos);
}
