#define DOCTEST_CONFIG_IMPLEMENT // the foreign clients' drivers check with it

#include "core/base/check.hpp"
#include "core/base/text.hpp"
#include "core/base/units.hpp"
#include "tests/bench/contest.hpp"
#include "tests/bench/transfer_report.hpp"
#include "tests/support/netns.hpp"
#include "tests/support/temp_dir.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <map>

namespace shoal::bench {
namespace {

struct Options {
    std::vector<std::string> shoals{SHOAL_BINARY};
    std::string dir = "/dev/shm";
    std::string size = "2GiB";
    std::string clients = "shoal,aria2,qbittorrent,rtorrent,rtorrent-trusting,transmission";
    int rounds = 3;
    int retries = 3;
    int limit_s = 120;
    double busy_cores = calm_cores;
    std::string json;
};

void add_options(CLI::App& app, Options& options) {
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    app.add_option("--shoal", options.shoals, "[NAME=]PROGRAM to measure (repeat)")
        ->take_all()
        ->envname("SHOAL_BINARY");
    app.add_option("--dir", options.dir, "where to put the data; RAM is best");
    app.add_option("--size", options.size, "of the file, such as 2GiB");
    app.add_option("--clients", options.clients, "which, with commas between");
    app.add_option("--rounds", options.rounds, "how often each one transfers");
    app.add_option("--retries", options.retries, "how often a disturbed run is tried again");
    app.add_option("--limit", options.limit_s, "seconds that a transfer may take");
    app.add_option("--busy", options.busy_cores, "cores that others may keep busy in a run");
    app.add_option("--json", options.json, "also write the figures to this file");
}

std::vector<Entrant> shoals(Options const& options) {
    std::vector<Entrant> all;
    for (auto const& text : options.shoals) {
        auto const equals = text.find('=');
        auto const name = equals == std::string::npos ? "shoal" : text.substr(0, equals);
        auto const program = equals == std::string::npos ? text : text.substr(equals + 1);
        auto const as = [program](auto make) {
            return [=](test::ClientOptions given) {
                return make(program, std::move(given));
            };
        };
        all.push_back({{name, as(shoal_seed), as(shoal_leech)}, true});
    }
    return all;
}

using Make = std::unique_ptr<test::Client> (*)(test::ClientOptions);

/// As shipped it hashes the whole file again when it has all; people switch that off.
std::unique_ptr<test::Client> rtorrent_without_recheck(test::ClientOptions options) {
    options.no_recheck = true;
    return test::rtorrent(std::move(options));
}

struct Known {
    std::string program;
    Make make;
};

Known known(std::string const& name) {
    std::map<std::string, Known> const all{
        {"aria2", {"aria2c", test::aria2}},
        {"qbittorrent", {"qbittorrent-nox", test::qbittorrent}},
        {"rtorrent", {"rtorrent", test::rtorrent}},
        {"rtorrent-trusting", {"rtorrent", rtorrent_without_recheck}},
        {"transmission", {"transmission-daemon", test::transmission}}};
    auto const found = all.find(name);
    SHOAL_CHECK(found != all.end(), "no client is called {}", name);
    return found->second;
}

std::vector<Entrant> entrants(Options const& options) {
    std::vector<Entrant> all;
    for (auto const& name : split(options.clients, ',')) {
        if (name == "shoal")
            for (auto& each : shoals(options))
                all.push_back(std::move(each));
        else if (auto const [program, make] = known(name); is_installed(program))
            all.push_back({{name, make, make}, false});
    }
    return all;
}

void tell(std::string const& name, Transfer const& run, std::int64_t size) {
    fmt::print(stderr, "{}: {}\n", name,
               run.failure.empty()
                   ? fmt::format("{:.2f} s, {:.0f} MB/s, first piece after {:.2f} s, CPU {:.2f} + "
                                 "{:.2f} s, others {:.2f} cores",
                                 run.seconds, static_cast<double>(size) / run.seconds / 1e6,
                                 run.first_s, run.seed.cpu_seconds, run.leech.cpu_seconds,
                                 run.others_cores)
                   : run.failure + "\n" + run.logs);
}

/// One run that counts, if the machine stays quiet often enough.
void run_once(Entrant& entrant, Cargo const& cargo, Options const& options) {
    Bounds const bounds{.limit = std::chrono::seconds{options.limit_s},
                        .busy_cores = options.busy_cores};
    for (int attempt = 0; attempt <= options.retries; ++attempt) {
        auto const run = run_transfer(cargo, entrant.pair, bounds);
        tell(entrant.pair.name, run, cargo.size);
        if (!run.failure.empty())
            return entrant.failures.push_back(run.failure);
        if (run.others_cores <= options.busy_cores)
            return entrant.runs.push_back(run);
        entrant.disturbed.push_back(run);
    }
}

int measure(Options const& options, std::int64_t size) {
    auto all = entrants(options);
    test::TempDir const dir;
    auto const cargo = make_cargo(dir.path(), size, SHOAL_BINARY);
    for (int round = 0; round < options.rounds; ++round)
        for (auto& entrant : all)
            if (entrant.failures.empty()) // it would only take its time limit again
                run_once(entrant, cargo, options);
    auto const report = transfer_report(all, size);
    fmt::print("{}", transfer_text(report));
    if (!options.json.empty())
        SHOAL_CHECK(write_file(options.json, report.dump(2) + "\n", Overwrite::yes), "{}",
                    options.json);
    auto const ours_failed = std::any_of(all.begin(), all.end(), [](Entrant const& entrant) {
        return entrant.is_ours && !entrant.failures.empty();
    });
    return ours_failed ? 1 : 0;
}

} // namespace
} // namespace shoal::bench

// NOLINTNEXTLINE(bugprone-exception-escape): then it says what, and ends
int main(int argc, char** argv) {
    CLI::App app{"1 seed → 1 leech, shoal and others, each with its own kind."};
    shoal::bench::Options options;
    shoal::bench::add_options(app, options);
    CLI11_PARSE(app, argc, argv);
    auto const size = shoal::parse_size(options.size);
    if (auto const reason = size ? shoal::test::enter_private_network() : size.error().what;
        !reason.empty()) {
        fmt::print(stderr, "bench_transfer: {}\n", reason);
        return 2;
    }
    ::setenv("TMPDIR", options.dir.c_str(), 1); // NOLINT(concurrency-mt-unsafe): one thread
    doctest::Context context; // what the drivers check ends the program with its words
    context.setAsDefaultForAssertsOutOfTestCases();
    context.setAssertHandler([](doctest::AssertData const& failed) {
        if (failed.m_failed)
            fmt::print(stderr, "{}:{}: {} {}\n", failed.m_file, failed.m_line, failed.m_expr,
                       failed.m_decomp.c_str());
    });
    try {
        return shoal::bench::measure(options, *size);
    } catch (doctest::detail::TestFailureException const&) {
        fmt::print(stderr,
                   "bench_transfer: the tracker or a client did not start; all must be able "
                   "to read {}\n",
                   options.dir);
        return 2;
    }
}
