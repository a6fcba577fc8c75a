#include "core/base/units.hpp"
#include "tests/bench/crowd_report.hpp"
#include "tests/bench/standing.hpp"
#include "tests/bench/swarm_main.hpp"
#include "tests/support/temp_dir.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>

namespace shoal::bench {
namespace {

constexpr int most_leeches = 200;            // each has an address
constexpr std::int64_t least_up = 16 * 1024; // some limiters know nothing finer

void tell(std::string const& name, CrowdRun const& run) {
    fmt::print(stderr, "{}: {}\n", name,
               run.failure.empty()
                   ? fmt::format("last leech after {:.2f} s, first block after {:.2f} s, others "
                                 "{:.2f} cores",
                                 run.complete_s.back(), run.first_s, run.others_cores)
                   : run.failure + "\n" + run.logs);
}

int measure(SwarmOptions const& options, CrowdScene const& scene) {
    test::TempDir const dir;
    auto const cargo = make_cargo(dir.path(), parse_size(options.size).value(), SHOAL_BINARY);
    Bounds const bounds{.limit = std::chrono::seconds{options.limit_s},
                        .busy_cores = options.busy_cores};
    auto const all = run_rounds<CrowdRun>(choose_pairs(options.clients, options.shoals),
                                          {options.rounds, options.retries, options.busy_cores},
                                          [&](Pair const& pair) {
                                              auto run = run_crowd(cargo, pair, scene, bounds);
                                              tell(pair.name, run);
                                              return run;
                                          });
    auto const report = crowd_report(all, cargo.size, scene);
    tell_report(crowd_text(report), report, options.json);
    return ours_succeeded(all) ? 0 : 1;
}

} // namespace
} // namespace shoal::bench

// NOLINTNEXTLINE(bugprone-exception-escape): then it says what, and ends
int main(int argc, char** argv) {
    using namespace shoal::bench;
    CLI::App app{"1 seed → N leeches at once, shoal and others, each with its own kind."};
    SwarmOptions options{.size = "256MiB",
                         .clients = "shoal,aria2,qbittorrent,transmission,rtorrent"};
    add_options(app, options, SHOAL_BINARY);
    CrowdScene scene;
    std::string up = "20MB/s";
    app.add_option("--leeches", scene.leeches, "how many")->check(CLI::Range(1, most_leeches));
    app.add_option("--up", up, "what each peer may send, such as 20MB/s")
        ->check([](std::string const& text) {
            return shoal::parse_rate(text).value_or(0) < least_up ? "no rate from 16KiB/s up" : "";
        });
    return run_swarm_bench(argc, argv, app, options, [&] {
        scene.up = shoal::parse_rate(up).value();
        return measure(options, scene);
    });
}
