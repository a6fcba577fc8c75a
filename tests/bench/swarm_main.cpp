#define DOCTEST_CONFIG_IMPLEMENT // the foreign clients' drivers check with it

#include "tests/bench/swarm_main.hpp"

#include "core/base/units.hpp"
#include "tests/bench/contest.hpp"
#include "tests/support/netns.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdio>

namespace shoal::bench {
namespace {

void tell_failed_checks(doctest::Context& context) {
    context.setAsDefaultForAssertsOutOfTestCases();
    context.setAssertHandler([](doctest::AssertData const& failed) {
        if (failed.m_failed)
            fmt::print(stderr, "{}:{}: {} {}\n", failed.m_file, failed.m_line, failed.m_expr,
                       failed.m_decomp.c_str());
    });
}

} // namespace

void add_options(CLI::App& app, SwarmOptions& options, std::string const& shoal) {
    options.shoals = {shoal};
    options.busy_cores = calm_cores;
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    app.add_option("--shoal", options.shoals, "[NAME=]PROGRAM to measure (repeat)")
        ->take_all()
        ->envname("SHOAL_BINARY");
    app.add_option("--dir", options.dir, "where to put the data; RAM is best");
    app.add_option("--size", options.size, "of the file, such as 2GiB")
        ->check([](std::string const& text) {
            auto const size = parse_size(text);
            return size ? std::string{} : size.error().what;
        });
    app.add_option("--clients", options.clients, "which, with commas between");
    app.add_option("--rounds", options.rounds, "how often each one runs");
    app.add_option("--retries", options.retries, "how often a disturbed run is tried again");
    app.add_option("--limit", options.limit_s, "seconds that a run may take");
    app.add_option("--busy", options.busy_cores, "cores that others may keep busy in a run");
    app.add_option("--json", options.json, "also write the figures to this file");
}

int run_swarm_bench(int argc, char** argv, CLI::App& app, SwarmOptions const& options,
                    std::function<int()> const& measure) {
    CLI11_PARSE(app, argc, argv);
    if (auto const reason = test::enter_private_network(); !reason.empty()) {
        fmt::print(stderr, "{}: {}\n", argv[0], reason);
        return 2;
    }
    ::setenv("TMPDIR", options.dir.c_str(), 1); // NOLINT(concurrency-mt-unsafe): one thread
    doctest::Context context; // what the drivers check ends the program with its words
    tell_failed_checks(context);
    try {
        return measure();
    } catch (doctest::detail::TestFailureException const&) {
        fmt::print(stderr,
                   "{}: the tracker or a client did not start; all must be able to read {}\n",
                   argv[0], options.dir);
        return 2;
    }
}

} // namespace shoal::bench
