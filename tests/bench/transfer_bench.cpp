#include "core/base/units.hpp"
#include "tests/bench/standing.hpp"
#include "tests/bench/swarm_main.hpp"
#include "tests/bench/transfer_report.hpp"
#include "tests/support/temp_dir.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>

namespace shoal::bench {
namespace {

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

int measure(SwarmOptions const& options) {
    test::TempDir const dir;
    auto const cargo = make_cargo(dir.path(), parse_size(options.size).value(), SHOAL_BINARY);
    Bounds const bounds{.limit = std::chrono::seconds{options.limit_s},
                        .busy_cores = options.busy_cores};
    auto const all = run_rounds<Transfer>(choose_pairs(options.clients, options.shoals),
                                          {options.rounds, options.retries, options.busy_cores},
                                          [&](Pair const& pair) {
                                              auto run = run_transfer(cargo, pair, bounds);
                                              tell(pair.name, run, cargo.size);
                                              return run;
                                          });
    auto const report = transfer_report(all, cargo.size);
    tell_report(transfer_text(report), report, options.json);
    return ours_succeeded(all) ? 0 : 1;
}

} // namespace
} // namespace shoal::bench

// NOLINTNEXTLINE(bugprone-exception-escape): then it says what, and ends
int main(int argc, char** argv) {
    using namespace shoal::bench;
    CLI::App app{"1 seed → 1 leech, shoal and others, each with its own kind."};
    SwarmOptions options{.size = "2GiB",
                         .clients =
                             "shoal,aria2,qbittorrent,rtorrent,rtorrent-trusting,transmission"};
    add_options(app, options, SHOAL_BINARY);
    return run_swarm_bench(argc, argv, app, options, [&] { return measure(options); });
}
