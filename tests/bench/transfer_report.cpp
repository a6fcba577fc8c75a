#include "tests/bench/transfer_report.hpp"

#include "tests/bench/standing.hpp"
#include "tests/bench/table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::bench {
namespace {

using nlohmann::json;

std::vector<Figure> const compared{{"mb_s", "MB/s", true},
                                   {"mb_s_from_first", "MB/s from the first piece", true},
                                   {"cpu_s_gb", "CPU s/GB, seed + leech", false}};

json row_of(Entrant<Transfer> const& entrant, std::int64_t size) {
    auto row = standing_row(entrant);
    auto const& runs = entrant.counted();
    if (runs.empty())
        return row;
    auto const mb = static_cast<double>(size) / 1e6;
    auto const add = [&](char const* key, auto const& figure) {
        row[key] = median_of(runs, figure);
    };
    add("seconds", [](Transfer const& run) { return run.seconds; });
    add("mb_s", [=](Transfer const& run) { return mb / run.seconds; });
    add("mb_s_from_first", [=](Transfer const& run) { return mb / (run.seconds - run.first_s); });
    add("first_s", [](Transfer const& run) { return run.first_s; });
    add("tail_s", [](Transfer const& run) { return run.seconds - run.last_s; });
    add("seed_cpu_s_gb", [=](Transfer const& run) { return run.seed.cpu_seconds / mb * 1000; });
    add("leech_cpu_s_gb", [=](Transfer const& run) { return run.leech.cpu_seconds / mb * 1000; });
    add("cpu_s_gb", [=](Transfer const& run) {
        return (run.seed.cpu_seconds + run.leech.cpu_seconds) / mb * 1000;
    });
    add("seed_rss_mib", [](Transfer const& run) { return run.seed.rss_mib; });
    add("seed_anon_mib", [](Transfer const& run) { return run.seed.anon_mib; });
    add("leech_rss_mib", [](Transfer const& run) { return run.leech.rss_mib; });
    add("leech_anon_mib", [](Transfer const& run) { return run.leech.anon_mib; });
    add("others_cores", [](Transfer const& run) { return run.others_cores; });
    return row;
}

} // namespace

json transfer_report(std::vector<Entrant<Transfer>> const& entrants, std::int64_t size) {
    json rows = json::array();
    for (auto const& entrant : entrants)
        rows.push_back(row_of(entrant, size));
    return {{"schema", "shoal.bench.transfer/1"},
            {"size", size},
            {"rows", rows},
            {"ours_by_best", ours_by_best(rows, compared)}};
}

std::string transfer_text(json const& report) {
    std::vector<Column> const columns{
        {"seed → leech", "client", 18},     {"MB/s", "mb_s", 8},
        {"moving", "mb_s_from_first", 8},   {"first s", "first_s", 9, 2},
        {"tail s", "tail_s", 8, 2},         {"CPU s/GB", "cpu_s_gb", 10, 2},
        {"seed", "seed_cpu_s_gb", 7, 2},    {"leech", "leech_cpu_s_gb", 7, 2},
        {"seed MiB", "seed_rss_mib", 10},   {"anon", "seed_anon_mib", 7},
        {"leech MiB", "leech_rss_mib", 11}, {"anon", "leech_anon_mib", 7},
        {"others", "others_cores", 8, 2},   {"runs", "runs", 6},
        {"noisy", "disturbed_runs", 7}};
    auto const& rows = report["rows"];
    return table(columns, rows) + failure_lines(rows) +
           ratio_lines(report["ours_by_best"], compared) +
           "MB/s: from the leech's start until it is complete; moving: from its first piece on.\n"
           "first s: until one piece has crossed the wire; tail s: from when all bytes have until "
           "it is complete.\n"
           "MiB: the most RSS, mapped file pages included; anon: of that without them.\n"
           "others: cores that everything else kept busy. Noisy runs count only where there are "
           "no others.\n";
}

} // namespace shoal::bench
