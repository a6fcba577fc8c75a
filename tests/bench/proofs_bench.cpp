// What the policy promises (issue 4), scenario by scenario, in seeded runs of the lab: one line for
// each run, and a failure when a promise is kept in fewer than 95 % of its runs.

#include "core/lab/lab.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <future>

using namespace shoal;

namespace {

struct Proof {
    std::string name; ///< and the scenario's
    std::int64_t size = 0;
    std::optional<int> seed_slots;
    /// Empty, or which promise was broken.
    std::function<std::string(api::LabReport const&)> broken;
};

double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

std::string broken_crowd(api::LabReport const& report) {
    if (report.figures.all.max > 1.15 * report.bound_seconds)
        return "the last leech took more than 1.15 of the bound";
    return report.figures.seed_copies > 1.3 ? "the seed sent more than 1.3 copies" : "";
}

std::string broken_fan_out(api::LabReport const& report) {
    if (report.figures.all.p50 > 1.2 * report.bound_seconds)
        return "p50 is more than 1.2 of size/rate";
    return report.figures.all.p99 > 1.5 * report.bound_seconds ? "p99 is more than 1.5 of it" : "";
}

std::string broken_riders(api::LabReport const& report) {
    auto const& figures = report.figures;
    return figures.free_riders.p50 < 2 * figures.contributors.p50
               ? "contributors are not twice as soon done as free riders"
               : "";
}

std::string broken_trust(api::LabReport const& report) {
    auto const& trust = report.figures.trust;
    if (trust.avenged < 0.9 * trust.victims)
        return "too few victims banned the liar";
    if (trust.innocents > 0)
        return "an innocent was banned";
    return report.figures.wasted_share > 0.03 ? "more than 3 % was wasted" : "";
}

std::string only_complete(api::LabReport const&) {
    return {};
}

std::vector<Proof> proofs() {
    constexpr std::int64_t mib = 1 << 20;
    return {
        {"flash-crowd", 256 * mib, {}, broken_crowd}, {"fan-out", 32 * mib, {}, broken_fan_out},
        {"leaving-seed", 16 * mib, 4, only_complete}, {"free-riders", 48 * mib, {}, broken_riders},
        {"liar", 64 * mib, {}, broken_trust},
    };
}

/// Empty, or what was broken.
std::string run(Proof const& proof, std::uint64_t seed) {
    lab::LoopbackLab lab;
    auto spec = lab.load(proof.name);
    if (!spec)
        return spec.error().what;
    spec->seed = seed;
    spec->size = proof.size;
    if (proof.seed_slots)
        spec->groups.front().upload_slots = proof.seed_slots;
    spec->time_limit = std::chrono::seconds{180};
    auto const report = lab.run(*spec, {}, {});
    if (!report)
        return report.error().what;
    auto const& figures = report->figures;
    auto const broken = report->all_complete ? proof.broken(*report) : "not all are complete";
    fmt::print(
        "{:12} seed {:2}: {}/{} complete, p50 {:.1f} s, last {:.1f} s ({:.2f} of the bound), "
        "free riders {:.1f} s, the seeds sent {:.3f} copies, wasted {:.1f} %  {}\n",
        proof.name, seed, figures.all.complete, figures.all.members, figures.all.p50,
        figures.all.max, share(figures.all.max, report->bound_seconds), figures.free_riders.p50,
        figures.seed_copies, 100 * figures.wasted_share, broken.empty() ? "kept" : broken);
    for (auto const& peer : report->peers)
        if (!broken.empty())
            fmt::print("    {}: has {:.3f} after {:.1f} s, received {}, sent {}, {} connected\n",
                       peer.name, peer.done, peer.seconds, peer.downloaded, peer.uploaded,
                       peer.connected);
    std::fflush(stdout);
    return broken;
}

/// `beside` runs at a time, seeds 1 to `runs`. True when enough were kept.
bool prove(Proof const& proof, int runs, int beside) {
    int kept = 0;
    for (int first = 1; first <= runs; first += beside) {
        std::vector<std::future<std::string>> going;
        for (int seed = first; seed <= std::min(runs, first + beside - 1); ++seed)
            going.push_back(std::async(std::launch::async, [&proof, seed] {
                return run(proof, static_cast<std::uint64_t>(seed));
            }));
        for (auto& one : going)
            kept += one.get().empty() ? 1 : 0;
    }
    fmt::print("{}: kept in {} of {} runs\n", proof.name, kept, runs);
    return 20 * kept >= 19 * runs;
}

} // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): then it says what, and ends
int main(int argc, char** argv) {
    CLI::App app{"Whether the policy keeps its promises, in seeded runs of the lab."};
    int runs = 3;
    int beside = 1;
    int size_mib = 0;
    std::vector<std::string> chosen;
    app.add_option("--runs", runs, "of each scenario, with seeds from 1")
        ->check(CLI::Range(1, 1000));
    app.add_option("--beside", beside,
                   "runs at a time; more than one only if the machine can bear it")
        ->check(CLI::Range(1, 20));
    app.add_option("--size", size_mib, "MiB, of each; default: what the promise is for")
        ->check(CLI::Range(1, 4096));
    app.add_option("scenario", chosen, "which; default: all");
    CLI11_PARSE(app, argc, argv);
    bool are_kept = true;
    for (Proof proof : proofs()) {
        if (size_mib > 0)
            proof.size = std::int64_t{size_mib} << 20;
        if (chosen.empty() || std::ranges::find(chosen, proof.name) != chosen.end())
            are_kept = prove(proof, runs, beside) && are_kept;
    }
    return are_kept ? 0 : 1;
}
