// GET /metrics of a daemon that has fetched something, as Prometheus and Grafana meet it.

#include "tests/e2e/daemon.hpp"
#include "tests/e2e/pair.hpp"
#include "tests/support/metrics_page.hpp"
#include "tests/support/ports.hpp"
#include "tests/support/raw_server.hpp"

#include <fstream>
#include <regex>
#include <set>

using namespace shoal;
using namespace shoal::test;

namespace {

using Json = nlohmann::json;

constexpr std::int64_t mib = 1 << 20;

/// A daemon that has fetched 4 MiB from a seed, which is still there.
struct Fetched {
    Pair pair{4 * mib};
    std::uint16_t port = free_port();
    std::optional<Daemon> daemon;

    Fetched() {
        pair.seed();
        daemon.emplace(pair.leech, Argv{"--dir", pair.out().string(), "--metrics",
                                        "127.0.0.1:" + std::to_string(port)});
        auto const added = pair.leech.run(
            {"add", pair.torrent.string(), "--peer", pair.seeder.endpoint(), "--wait=60s"});
        INFO(added.err, daemon->said());
        REQUIRE(added.status == 0);
    }

    [[nodiscard]] std::string page() const { return daemon->get("/metrics"); }
};

Json dashboard() {
    return Json::parse(std::ifstream{SHOAL_DASHBOARD});
}

/// Every query, as Prometheus gets it.
std::vector<std::string> queries(Json const& board) {
    std::vector<std::string> found;
    for (auto const& panel : board.at("panels"))
        for (auto const& target : panel.value("targets", Json::array())) {
            auto query = target.at("expr").get<std::string>();
            query = std::regex_replace(query, std::regex{R"(\$__rate_interval)"}, "5m");
            found.push_back(std::regex_replace(query, std::regex{R"(\$instance)"}, ".*"));
        }
    return found;
}

std::set<std::string> metrics_named(std::string const& text) {
    std::set<std::string> names;
    static std::regex const name{"shoal_[a-z_]+"};
    for (std::sregex_iterator at{text.begin(), text.end(), name}, end; at != end; ++at)
        names.insert(at->str());
    return names;
}

/// The families, and the series of their histograms.
std::set<std::string> metrics_of(MetricsPage const& page) {
    std::set<std::string> names{page.families.begin(), page.families.end()};
    for (auto const& [series, value] : page.samples)
        names.insert(series.substr(0, series.find('{')));
    return names;
}

/// Standard output and error of promtool.
Outcome promtool(std::string const& what, fs::path const& input) {
    return run({"sh", "-c", "promtool check " + what + " 2>&1 < " + input.string()});
}

} // namespace

TEST_CASE(
    "metrics: a fetched torrent shows in traffic, disk, choking, commands and its own series") {
    Fetched const fetched;
    auto const page = parse_metrics(fetched.page());
    CHECK(page.value("shoal_torrents{state=\"seeding\"}") == 1);
    CHECK(page.value("shoal_content_bytes{part=\"done\"}") == 4 * mib);
    CHECK(page.value("shoal_payload_bytes_total{direction=\"down\"}") >= 4 * mib);
    CHECK(page.value("shoal_traffic_bytes_total{direction=\"down\"}") >
          page.value("shoal_payload_bytes_total{direction=\"down\"}"));
    CHECK(page.value("shoal_disk_seconds_count{operation=\"write\"}") >= 16); // pieces
    CHECK(page.value("shoal_disk_seconds_count{operation=\"hash\"}") >= 16);
    CHECK(page.value("shoal_disk_seconds_count{operation=\"flush\"}") >= 1);
    CHECK(page.value("shoal_command_seconds_count") >= 1);
    CHECK(page.value("shoal_choking_slots") >= 1);
    CHECK(page.value("shoal_listening_sockets") >= 1);
    CHECK(page.value("shoal_uptime_seconds") > 0);
    CHECK(page.value("shoal_alerts_dropped_total") == 0);
    auto const hash = fetched.daemon->list()[0].at("info_hash").get<std::string>();
    CHECK(page.value("shoal_torrent_done_ratio{info_hash=\"" + hash + "\"}") == 1);
}

TEST_CASE("metrics: Prometheus finds nothing to criticise, and gets the same over TCP") {
    Fetched const fetched;
    auto const file = fetched.pair.dir / "metrics.txt";
    std::ofstream{file} << fetched.page();
    auto const checked = promtool("metrics", file);
    CHECK_MESSAGE(checked.status == 0, checked.out);
    CHECK(checked.out == "");
    auto stream = RawStream::connect(fetched.port);
    stream.write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    auto const answer = stream.read_until("never sent: reads until the server closes");
    CHECK(metrics_of(parse_metrics(answer.substr(answer.find("\r\n\r\n") + 4))) ==
          metrics_of(parse_metrics(fetched.page())));
}

TEST_CASE("metrics: every metric that the dashboard names is there") {
    Fetched const fetched;
    auto const there = metrics_of(parse_metrics(fetched.page()));
    auto const named = metrics_named(dashboard().dump());
    CHECK(named.size() > 30);
    for (std::string const& name : named)
        CHECK_MESSAGE(there.contains(name), name);
}

TEST_CASE("metrics: the dashboard is one, and Prometheus understands its queries") {
    auto const board = dashboard();
    CHECK(board.at("title") == "shoal");
    CHECK(board.at("schemaVersion").get<int>() >= 36);
    std::set<int> ids;
    for (auto const& panel : board.at("panels")) {
        CHECK(ids.insert(panel.at("id").get<int>()).second);
        auto const& place = panel.at("gridPos");
        CHECK(place.at("x").get<int>() + place.at("w").get<int>() <= 24);
        CHECK((panel.at("type") == "row" || !panel.at("targets").empty()));
    }
    Json rules = Json::array();
    for (std::string const& query : queries(board))
        rules.push_back(Json{{"record", "shoal:" + std::to_string(rules.size())}, {"expr", query}});
    Json const group{{"name", "dashboard"}, {"rules", rules}};
    TempDir const dir;
    std::ofstream{dir / "rules.yml"} // JSON is YAML
        << Json{{"groups", Json::array({group})}}.dump();
    auto const checked = run({"promtool", "check", "rules", dir / "rules.yml"});
    CHECK_MESSAGE(checked.status == 0, checked.out << checked.err);
}
