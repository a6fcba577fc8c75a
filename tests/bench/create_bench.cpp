#include "core/base/check.hpp"
#include "tests/bench/measured.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <random>

// Creating and verifying side by side on the same data in the page cache: every tool once a round,
// so that a busy machine slows all; medians of the rounds. "others" is how many cores everything
// else kept busy meanwhile: above 0.25, believe CPU-seconds rather than MB/s.

namespace {

using namespace shoal;
using bench::Measured;
using nlohmann::json;

struct Options {
    std::string shoal = SHOAL_BINARY;
    std::string dir;
    std::int64_t size_mib = 4096;
    int files = 20000;
    int rounds = 5;
    bool as_json = false;
};

struct Contestant {
    std::string job;
    std::string tool; ///< the job's first is what the others are compared with
    std::int64_t bytes;
    std::vector<std::string> argv;
    std::vector<Measured> runs{};
};

/// Up to 64 KiB each, a hundred to a folder; returns the bytes in all.
std::int64_t write_small_files(fs::path const& dir, int count) {
    std::mt19937 random{3};
    std::int64_t bytes = 0;
    for (int i = 0; i < count; ++i) {
        auto const size = static_cast<std::int64_t>(1 + random() % 65536);
        test::write_random_file(dir / std::to_string(i / 100) / std::to_string(i), size,
                                static_cast<std::uint64_t>(i));
        bytes += size;
    }
    return bytes;
}

std::vector<Contestant> contestants(Options const& options, fs::path const& dir,
                                    std::int64_t small_bytes) {
    auto const big = (dir / "big").string();
    auto const small = (dir / "small").string();
    auto const out = (dir / "out.torrent").string();
    auto const bytes = options.size_mib << 20;
    auto const ours = [&](std::string const& content, std::string const& format) {
        return std::vector<std::string>{options.shoal, "create", content,     "-o", out,
                                        "--format",    format,   "--threads", "2",  "--force"};
    };
    auto const mktorrent = [&](std::string const& content) {
        return std::vector<std::string>{"mktorrent", "-t", "2",  "-l", "18",
                                        "-a",        "x",  "-o", out,  content};
    };
    auto const libtorrent = [&](std::string const& content, std::string const& format) {
        return std::vector<std::string>{BENCH_LT_CREATE, format, "2", content, out};
    };
    auto const verify = [&](std::string const& name) {
        return std::vector<std::string>{options.shoal, "verify", (dir / name).string(),
                                        dir.string()};
    };
    return {{"create v1, one file", "shoal", bytes, ours(big, "v1")},
            {"create v1, one file", "mktorrent", bytes, mktorrent(big)},
            {"create v1, one file", "libtorrent", bytes, libtorrent(big, "v1")},
            {"create hybrid, one file", "shoal", bytes, ours(big, "hybrid")},
            {"create hybrid, one file", "libtorrent", bytes, libtorrent(big, "hybrid")},
            {"create v1, small files", "shoal", small_bytes, ours(small, "v1")},
            {"create v1, small files", "mktorrent", small_bytes, mktorrent(small)},
            {"create v1, small files", "libtorrent", small_bytes, libtorrent(small, "v1")},
            {"verify v1, one file", "shoal", bytes, verify("big.torrent")},
            {"verify v1, small files", "shoal", small_bytes, verify("small.torrent")}};
}

/// What `verify` holds the data against.
void make_torrents(Options const& options, fs::path const& dir) {
    for (std::string const name : {"big", "small"}) {
        auto const made = bench::run_measured({options.shoal, "create", (dir / name).string(), "-o",
                                               (dir / (name + ".torrent")).string()});
        SHOAL_CHECK(made.status == 0, "shoal create ended with {}", made.status);
    }
}

void run_rounds(std::vector<Contestant>& all, fs::path const& dir, int rounds) {
    for (int round = 0; round < rounds; ++round)
        for (auto& contestant : all) {
            fs::remove(dir / "out.torrent");
            auto const run = bench::run_measured(contestant.argv);
            SHOAL_CHECK(run.status == 0, "{} ended with {}", contestant.argv[0], run.status);
            contestant.runs.push_back(run);
        }
}

double median_of(Contestant const& contestant, double Measured::*figure) {
    std::vector<double> values;
    for (auto const& run : contestant.runs)
        values.push_back(run.*figure);
    return bench::median(std::move(values));
}

json figures(std::vector<Contestant> const& all) {
    json rows = json::array();
    for (auto const& contestant : all) {
        auto const mega = static_cast<double>(contestant.bytes) / 1e6;
        auto const seconds = median_of(contestant, &Measured::seconds);
        rows.push_back(
            {{"job", contestant.job},
             {"tool", contestant.tool},
             {"seconds", seconds},
             {"mb_per_second", mega / seconds},
             {"cpu_seconds", median_of(contestant, &Measured::cpu_seconds)},
             {"cpu_seconds_per_gb", median_of(contestant, &Measured::cpu_seconds) / mega * 1000},
             {"rss_mib", median_of(contestant, &Measured::rss_mib)},
             {"others_cores", median_of(contestant, &Measured::others_cores)},
             {"runs", contestant.runs.size()}});
    }
    return rows;
}

void print_table(json const& rows) {
    fmt::print("{:<26}{:<12}{:>8}{:>10}{:>9}{:>9}{:>8}{:>8}\n", "", "", "MB/s", "CPU s/GB",
               "RSS MiB", "speed x", "CPU x", "others");
    json first;
    for (auto const& row : rows) {
        if (first.is_null() || first["job"] != row["job"])
            first = row;
        auto const number = [](json const& from, char const* key) {
            return from[key].get<double>();
        };
        fmt::print("{:<26}{:<12}{:>8.0f}{:>10.3f}{:>9.0f}{:>9.2f}{:>8.2f}{:>8.2f}\n",
                   row["job"].get<std::string>(), row["tool"].get<std::string>(),
                   number(row, "mb_per_second"), number(row, "cpu_seconds_per_gb"),
                   number(row, "rss_mib"),
                   number(first, "mb_per_second") / number(row, "mb_per_second"),
                   number(row, "cpu_seconds_per_gb") / number(first, "cpu_seconds_per_gb"),
                   number(row, "others_cores"));
    }
    fmt::print("speed x, CPU x: how many times faster, and cheaper, shoal was than this tool\n");
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Creates and verifies torrents beside other tools, and tells what each took."};
    app.add_option("--shoal", options.shoal, "the program to measure");
    app.add_option("--dir", options.dir, "where to put the data; RAM is best, say /dev/shm");
    app.add_option("--size", options.size_mib, "MiB of the large file");
    app.add_option("--files", options.files, "number of small files");
    app.add_option("--rounds", options.rounds, "how often each tool runs");
    app.add_flag("--json", options.as_json);
    CLI11_PARSE(app, argc, argv);
    if (!options.dir.empty())
        ::setenv("TMPDIR", options.dir.c_str(), 1);

    test::TempDir const dir;
    test::write_random_file(dir / "big", options.size_mib << 20);
    auto all = contestants(options, dir.path(), write_small_files(dir / "small", options.files));
    make_torrents(options, dir.path());
    run_rounds(all, dir.path(), options.rounds);
    auto const rows = figures(all);
    if (options.as_json)
        std::cout << json{{"schema", "shoal.bench.create/1"}, {"rows", rows}}.dump(2) << '\n';
    else
        print_table(rows);
    return 0;
}
