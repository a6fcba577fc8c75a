#include "tests/bench/crowd_report.hpp"

#include "tests/bench/standing.hpp"
#include "tests/bench/table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace shoal::bench {
namespace {

using nlohmann::json;

std::vector<Figure> const compared{{"median_by_bound", "median leech", false},
                                   {"last_by_bound", "last leech", false},
                                   {"moving_by_bound", "last leech from the first block", false}};

double most_of_cap(std::vector<CrowdRun> const& runs) {
    double most = 0;
    for (auto const& run : runs)
        most = std::max(most, run.most_of_cap);
    return most;
}

json row_of(Entrant<CrowdRun> const& entrant, std::int64_t size, CrowdScene const& scene) {
    auto row = standing_row(entrant);
    auto const& runs = entrant.counted();
    row["counts"] = runs.empty() ? "no: failed" : "yes";
    if (runs.empty())
        return row;
    auto const file = static_cast<double>(size);
    auto const bound = lower_bound_s(size, scene);
    auto const add = [&](char const* key, auto const& figure) {
        row[key] = median_of(runs, figure);
    };
    add("first_leech_s", [](CrowdRun const& run) { return run.complete_s.front(); });
    add("median_leech_s", [](CrowdRun const& run) { return median(run.complete_s); });
    add("last_leech_s", [](CrowdRun const& run) { return run.complete_s.back(); });
    add("first_block_s", [](CrowdRun const& run) { return run.first_s; });
    add("median_by_bound", [=](CrowdRun const& run) { return median(run.complete_s) / bound; });
    add("last_by_bound", [=](CrowdRun const& run) { return run.complete_s.back() / bound; });
    add("moving_by_bound",
        [=](CrowdRun const& run) { return (run.complete_s.back() - run.first_s) / bound; });
    add("seed_copies",
        [=](CrowdRun const& run) { return static_cast<double>(run.seed_sent) / file; });
    add("extra_percent", [=](CrowdRun const& run) {
        return (static_cast<double>(run.received) / file / scene.leeches - 1) * 100;
    });
    add("cpu_s",
        [](CrowdRun const& run) { return run.seed.cpu_seconds + run.leeches.cpu_seconds; });
    add("rss_mib", [](CrowdRun const& run) { return run.seed.rss_mib + run.leeches.rss_mib; });
    add("anon_mib", [](CrowdRun const& run) { return run.seed.anon_mib + run.leeches.anon_mib; });
    add("others_cores", [](CrowdRun const& run) { return run.others_cores; });
    row["most_of_cap"] = most_of_cap(runs);
    if (most_of_cap(runs) > cap_tolerance)
        row["counts"] = "no: cap";
    return row;
}

json those_that_count(json const& rows) {
    json counted = json::array();
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(counted),
                 [](json const& row) { return row["counts"] == "yes"; });
    return counted;
}

} // namespace

json crowd_report(std::vector<Entrant<CrowdRun>> const& entrants, std::int64_t size,
                  CrowdScene const& scene) {
    json rows = json::array();
    for (auto const& entrant : entrants)
        rows.push_back(row_of(entrant, size, scene));
    return {{"schema", "shoal.bench.crowd/1"},
            {"size", size},
            {"leeches", scene.leeches},
            {"up", scene.up},
            {"bound_s", lower_bound_s(size, scene)},
            {"rows", rows},
            {"ours_by_best", ours_by_best(those_that_count(rows), compared)}};
}

std::string crowd_text(json const& report) {
    std::vector<Column> const columns{{"client", "client", 14},
                                      {"counts", "counts", 11},
                                      {"first s", "first_leech_s", 8, 2},
                                      {"median s", "median_leech_s", 9, 2},
                                      {"last s", "last_leech_s", 8, 2},
                                      {"p50/bound", "median_by_bound", 10, 2},
                                      {"/bound", "last_by_bound", 8, 2},
                                      {"moving", "moving_by_bound", 8, 2},
                                      {"wait s", "first_block_s", 8, 2},
                                      {"seed/F", "seed_copies", 8, 2},
                                      {"extra %", "extra_percent", 9, 2},
                                      {"cap", "most_of_cap", 6, 2},
                                      {"CPU s", "cpu_s", 8, 2},
                                      {"RSS MiB", "rss_mib", 9},
                                      {"anon", "anon_mib", 7},
                                      {"others", "others_cores", 8, 2},
                                      {"runs", "runs", 6},
                                      {"noisy", "disturbed_runs", 7}};
    auto const& rows = report["rows"];
    return table(columns, rows) + failure_lines(rows) +
           ratio_lines(report["ours_by_best"], compared) +
           fmt::format(
               "1 seed, {} leeches; {:.1f} MB/s up each; no crowd can be faster than {:.2f} s.\n",
               report["leeches"].get<int>(), report["up"].get<double>() / 1e6,
               report["bound_s"].get<double>()) +
           "first, median, last s: from the start until so many leeches are complete; p50/bound "
           "and "
           "/bound: the median and\nthe last (the p99 too, of up to 100) over that bound; moving: "
           "the last, counted from the seed's first block on; wait s: until that block.\n"
           "seed/F: copies of the file that the seed sent; extra: received above one copy each: "
           "duplicates and protocol.\n"
           "cap: the most that a peer sent, over its cap; above 1.05 the row does not count.\n"
           "CPU, RSS, anon: of all peers together, RSS with mapped file pages, anon without.\n"
           "others: cores that everything else kept busy. Noisy runs count only where there are "
           "no others.\n";
}

} // namespace shoal::bench
