#define DOCTEST_CONFIG_IMPLEMENT

#include "core/base/check.hpp"
#include "core/base/text.hpp"
#include "core/metainfo/workshop.hpp"
#include "tests/bench/host.hpp"
#include "tests/bench/measured.hpp"
#include "tests/bench/table.hpp"
#include "tests/support/netns.hpp"
#include "tests/support/poll.hpp"
#include "tests/support/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>

namespace shoal::bench {
namespace {

using Json = nlohmann::json;

struct Options {
    int torrents = 1000;
    std::string clients = "shoal,qbittorrent,transmission";
    std::string shoal = SHOAL_BINARY;
    int limit_s = 600;
    int watch_s = 20;
    std::string json = {};
};

struct Library {
    test::TempDir dir;
    std::vector<Item> items = {};

    [[nodiscard]] fs::path content() const { return dir / "content"; }
};

/// Small files, each a torrent of its own with a tracker that does not answer.
void fill(Library& library, int count) {
    fs::create_directories(library.content());
    fs::create_directories(library.dir / "torrents");
    metainfo::Workshop workshop;
    for (int i = 0; i < count; ++i) {
        auto const name = fmt::format("content-{:05}", i);
        auto const file = library.content() / name;
        auto const torrent = library.dir / "torrents" / (name + ".torrent");
        SHOAL_CHECK(write_file(file, fmt::format("{0}{0}{0}{0}", name), Overwrite::yes), "{}",
                    name);
        auto const made = workshop.create(
            {.paths = {file}, .output = torrent, .trackers = {{"http://127.0.0.1:9/announce"}}}, {},
            {});
        SHOAL_CHECK(made, "{}", name);
        library.items.push_back({torrent, name, api::display(made->info_hash)});
    }
}

double seconds_since(SteadyTime began) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

/// How long until so many seed; nothing when it takes too long.
std::optional<double> until_all(Host& host, int count, int Host::Count::*what, SteadyTime began,
                                int limit_s) {
    bool const came = test::poll_until(std::chrono::seconds{limit_s},
                                       [&] { return host.count().*what == count; });
    return came ? std::optional{seconds_since(began)} : std::nullopt;
}

double rss_kib(Host const& host) {
    return static_cast<double>(test::anonymous_rss_kib(host.pid()));
}

/// What it needs with nothing to do, once it has come to rest.
double idle_share(Host const& host, int watch_s) {
    auto const watched = std::chrono::seconds{watch_s};
    test::let_pass(watched / 4);
    auto const before = test::cpu_seconds(host.pid());
    test::let_pass(watched);
    return (test::cpu_seconds(host.pid()) - before) / watch_s;
}

double base_rss_kib(Host& host, fs::path const& content, int watch_s) {
    host.start(content);
    test::let_pass(std::chrono::seconds{watch_s} / 4);
    auto const base = rss_kib(host);
    host.stop();
    return base;
}

/// Until it has them all and has stopped once, so that what it keeps of them is its own.
bool fill(Host& host, Library const& library, Options const& options, Json& row) {
    host.plant(library.items, library.content());
    host.start(library.content());
    auto const began = std::chrono::steady_clock::now();
    bool const is_added = host.add(library.items, library.content());
    auto const all = until_all(host, static_cast<int>(library.items.size()), &Host::Count::seeding,
                               began, options.limit_s);
    if (all && is_added)
        row["added_s"] = *all;
    if (!all)
        fmt::print(stderr, "{}: it never had all: {}\n", host.name(), host.log());
    row["first_stop_s"] = host.stop();
    return all.has_value();
}

Json measure(Host& host, Library const& library, Options const& options) {
    auto const count = static_cast<int>(library.items.size());
    Json row{{"client", host.name()}, {"torrents", count}};
    auto const base = base_rss_kib(host, library.content(), options.watch_s);
    if (!fill(host, library, options, row))
        return row;

    auto began = std::chrono::steady_clock::now();
    host.start(library.content());
    auto const listed = until_all(host, count, &Host::Count::listed, began, options.limit_s);
    auto const seeding = until_all(host, count, &Host::Count::seeding, began, options.limit_s);
    if (listed)
        row["listed_s"] = *listed;
    if (seeding)
        row["seeding_s"] = *seeding;
    row["idle_cpu"] = idle_share(host, options.watch_s) * 100;
    began = std::chrono::steady_clock::now();
    (void)host.count();
    row["list_s"] = seconds_since(began);
    row["kib_each"] = (rss_kib(host) - base) / count;
    row["stop_s"] = host.stop();
    return row;
}

void tell(Json const& rows, std::string const& json) {
    fmt::print("{}", table({{"client", "client", 14},
                            {"added s", "added_s", 9, 2},
                            {"listed s", "listed_s", 9, 2},
                            {"seeding s", "seeding_s", 10, 2},
                            {"list s", "list_s", 9, 3},
                            {"KiB each", "kib_each", 9, 1},
                            {"idle CPU %", "idle_cpu", 11, 2},
                            {"stop s", "stop_s", 9, 2}},
                           rows));
    if (!json.empty())
        std::ofstream{json} << Json{{"schema", "shoal.bench/1"}, {"sessions", rows}}.dump(2)
                            << '\n';
}

int measure_all(Options const& options) {
    Library library;
    fill(library, options.torrents);
    Json rows = Json::array();
    for (auto const& name : split(options.clients, ','))
        if (auto const host = make_host(name, options.shoal)) {
            rows.push_back(measure(*host, library, options));
            fmt::print(stderr, "{}\n", rows.back().dump());
        }
    tell(rows, options.json);
    return rows.empty() || !rows[0].contains("stop_s") ? 1 : 0;
}

} // namespace
} // namespace shoal::bench

// NOLINTNEXTLINE(bugprone-exception-escape): then it says what, and ends
int main(int argc, char** argv) {
    using namespace shoal::bench;
    CLI::App app{"Many seeding torrents in one session: shoal and others, one after the other."};
    Options options;
    app.add_option("--torrents", options.torrents, "how many");
    app.add_option("--clients", options.clients, "which, with commas between");
    app.add_option("--shoal", options.shoal, "the program");
    app.add_option("--limit", options.limit_s, "seconds that a client may take to load them");
    app.add_option("--watch", options.watch_s, "seconds to watch a client that has nothing to do");
    app.add_option("--json", options.json, "also write the figures to this file");
    CLI11_PARSE(app, argc, argv);
    if (auto const reason = shoal::test::enter_private_network(); !reason.empty()) {
        fmt::print(stderr, "{}: {}\n", argv[0], reason);
        return 2;
    }
    return measure_all(options);
}
