#include "tests/bench/contest.hpp"

#include "core/base/check.hpp"
#include "tests/bench/table.hpp"
#include "tests/support/poll.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <unistd.h>

namespace shoal::bench {
namespace {

using nlohmann::json;

std::vector<Measured> calm_runs(std::vector<Measured> const& all) {
    std::vector<Measured> calm;
    std::copy_if(all.begin(), all.end(), std::back_inserter(calm),
                 [](Measured const& run) { return run.others_cores <= calm_cores; });
    return calm;
}

double median_of(std::vector<Measured> const& runs, double Measured::*figure) {
    std::vector<double> values(runs.size());
    std::transform(runs.begin(), runs.end(), values.begin(),
                   [&](Measured const& run) { return run.*figure; });
    return median(std::move(values));
}

json row_of(Contestant const& contestant) {
    auto const calm = calm_runs(contestant.runs);
    auto const& counted = calm.empty() ? contestant.runs : calm;
    auto const megabytes = static_cast<double>(contestant.bytes) / 1e6;
    auto const seconds = median_of(counted, &Measured::seconds);
    auto const cpu_seconds = median_of(counted, &Measured::cpu_seconds);
    return {{"job", contestant.job},
            {"tool", contestant.tool},
            {"bytes", contestant.bytes},
            {"seconds", seconds},
            {"mb_per_second", megabytes / seconds},
            {"cpu_seconds", cpu_seconds},
            {"cpu_seconds_per_gb", cpu_seconds / megabytes * 1000},
            {"rss_mib", median_of(counted, &Measured::rss_mib)},
            {"others_cores", median_of(counted, &Measured::others_cores)},
            {"runs", contestant.runs.size()},
            {"calm_runs", calm.size()}};
}

/// Adds how many times faster and cheaper each job's first is.
void compare(json& rows) {
    json first;
    for (auto& row : rows) {
        if (first.is_null() || first["job"] != row["job"])
            first = row;
        auto const ratio = [&](char const* key) {
            return row[key].get<double>() / first[key].get<double>();
        };
        row["speed_ratio"] = ratio("seconds");
        row["cpu_ratio"] = ratio("cpu_seconds");
    }
}

void print_table(json const& rows) {
    std::vector<Column> const columns{{"", "job", 28},
                                      {"", "tool", 18},
                                      {"MB/s", "mb_per_second", 8},
                                      {"CPU s/GB", "cpu_seconds_per_gb", 10, 3},
                                      {"RSS MiB", "rss_mib", 9},
                                      {"speed x", "speed_ratio", 9, 2},
                                      {"CPU x", "cpu_ratio", 8, 2},
                                      {"others", "others_cores", 8, 2},
                                      {"calm", "calm_runs", 6},
                                      {"of", "runs", 4}};
    fmt::print("{}speed x, CPU x: how many times faster, and cheaper, the job's first was.\n"
               "others: cores that everything else kept busy; runs with at most {} are calm.\n",
               table(columns, rows), calm_cores);
}

} // namespace

bool is_installed(std::string const& program) {
    if (program.find('/') != std::string::npos)
        return ::access(program.c_str(), X_OK) == 0;
    char const* const path = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe): one thread
    std::istringstream folders{path == nullptr ? "" : path};
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((fs::path{folder} / program).c_str(), X_OK) == 0)
            return true;
    return false;
}

void run_rounds(std::vector<Contestant>& all, int rounds, std::chrono::seconds patience) {
    for (int round = 0; round < rounds; ++round)
        for (auto& contestant : all) {
            test::poll_until(patience, [] { return busy_cores() <= calm_cores; });
            auto const run = contestant.run();
            if (run.status == 0)
                contestant.runs.push_back(run);
            else
                fmt::print(stderr, "{}: {} ended with {}\n", contestant.job, contestant.tool,
                           run.status);
        }
}

bool report(std::vector<Contestant> const& all, fs::path const& json_file) {
    json rows = json::array();
    bool is_complete = true;
    for (auto const& contestant : all)
        if (contestant.runs.empty())
            is_complete = false;
        else
            rows.push_back(row_of(contestant));
    compare(rows);
    print_table(rows);
    if (json_file.empty())
        return is_complete;
    auto const text = json{{"schema", "shoal.bench/1"}, {"rows", rows}}.dump(2) + "\n";
    auto const written = write_file(json_file, text, Overwrite::yes);
    SHOAL_CHECK(written.has_value(), "{}: {}", json_file.string(), written.error().what);
    return is_complete;
}

} // namespace shoal::bench
