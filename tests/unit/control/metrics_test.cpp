#include "core/control/metrics.hpp"
#include "core/control/metrics_text.hpp"
#include "tests/support/metrics_page.hpp"
#include "tests/unit/control/fake_daemon.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::test;
using namespace shoal::control;

namespace {

Histogram histogram_of(std::initializer_list<std::chrono::microseconds> times) {
    LatencyMeter meter;
    for (auto const time : times)
        meter.add(time);
    return meter.read();
}

api::SessionFigures some_figures() {
    return {.uptime = 12.5,
            .traffic = {.sent = 1100, .received = 2200, .payload_sent = 1000},
            .connections = {.open = 7, .dialled = 2, .accepted = 3},
            .dht = {.messages_in = 5, .messages_out = 6},
            .dht_seen = {.enabled = true,
                         .asked = 40,
                         .timeouts = 10,
                         .replies = {},
                         .reply_p50 = 0.1,
                         .reply_p95 = 0.25,
                         .lookups = 3,
                         .lookups_failed = 1,
                         .eclipse = "too near"},
            .reach = {.external = {},
                      .mappings = {{"UPnP", "tcp", 6881, {}}, {"UPnP", "udp", 0, "no"}},
                      .dialled_utp = 9,
                      .dials = {{"refused", 4}}},
            .choking = {.slots = 4,
                        .interested = 3,
                        .unchoked = 2,
                        .peers = {{"turn", 2}, {"waiting", 1}},
                        .unchokes = {{"turn", 9}},
                        .chokes = {{"waiting", 7}}},
            .disk = {.read = histogram_of({40us, 60us, 2s}),
                     .write = histogram_of({1ms}),
                     .hash = histogram_of({}),
                     .flush = histogram_of({31s})}};
}

std::string page_of(api::Snapshot const& snapshot, int most_torrents = 50) {
    return metrics_page(snapshot, some_figures(), {"1.2.3", histogram_of({100us})}, most_torrents);
}

} // namespace

TEST_CASE("metrics: a bucket holds what took no longer than its bound") {
    auto const read = histogram_of({0us, 50us, 51us, 30s, 31s});
    CHECK(read.bounds.front() == 50e-6);
    CHECK(read.bounds.back() == 30);
    REQUIRE(read.counts.size() == read.bounds.size() + 1);
    CHECK(read.counts[0] == 2);
    CHECK(read.counts[1] == 1);
    CHECK(read.counts[read.counts.size() - 2] == 1);
    CHECK(read.counts.back() == 1);
    CHECK(read.sum == doctest::Approx(61.000101));
}

TEST_CASE("metrics: text is written as Prometheus reads it") {
    MetricsText text;
    text.family("a", MetricKind::gauge, "What a is.");
    text.sample(1);
    text.sample(0.25, {{"x", "y"}, {"z", ""}});
    text.sample(1e20, {{"x", "a\"b\\c\nd"}});
    text.family("t", MetricKind::histogram, "How long.");
    text.histogram({.bounds = {0.5, 1}, .counts = {2, 0, 1}, .sum = 9.5}, {{"op", "read"}});
    CHECK(text.take() == "# HELP a What a is.\n"
                         "# TYPE a gauge\n"
                         "a 1\n"
                         "a{x=\"y\",z=\"\"} 0.25\n"
                         "a{x=\"a\\\"b\\\\c?d\"} 1e+20\n"
                         "# HELP t How long.\n"
                         "# TYPE t histogram\n"
                         "t_bucket{op=\"read\",le=\"0.5\"} 2\n"
                         "t_bucket{op=\"read\",le=\"1\"} 2\n"
                         "t_bucket{op=\"read\",le=\"+Inf\"} 3\n"
                         "t_sum{op=\"read\"} 9.5\n"
                         "t_count{op=\"read\"} 3\n");
}

TEST_CASE("metrics: names of strangers reach nobody's terminal as commands") {
    MetricsText text;
    text.family("a", MetricKind::gauge, "");
    auto const shown = [&text](std::string_view name) {
        (void)text.take();
        text.sample(0, {{"n", name}});
        auto const line = text.take();
        return line.substr(5, line.size() - 5 - 5);
    };
    CHECK(shown("\x1b[31m\x7f") == "?[31m?");
    CHECK(shown("\u00fc \u65e5\u672c") == "\u00fc \u65e5\u672c");
    CHECK(shown("a\u009bb") == "a?b");
    CHECK(shown("a\u202eb\u2066c\u200bd") == "a?b?c?d");
    CHECK(shown("a\xff\xc3\xbc") == "a???");
}

TEST_CASE("metrics: the page says how the session is") {
    auto snapshot = resting(3);
    snapshot.alerts_dropped = 2;
    snapshot.dht_nodes = 42;
    snapshot = with_change(snapshot, 2, [](auto& view) {
        view.state = api::TorrentState::downloading;
        view.distributed_copies = 0.5;
        view.health = 20;
        view.down_rate = 1000;
        view.peers = 5;
        view.seeds = 1;
    });
    auto const page = parse_metrics(page_of(snapshot));
    CHECK(page.value("shoal_torrents{state=\"seeding\"}") == 2);
    CHECK(page.value("shoal_torrents{state=\"downloading\"}") == 1);
    CHECK(page.value("shoal_torrents{state=\"error\"}") == 0);
    CHECK(page.value("shoal_torrents_by_health{health=\"at_risk\"}") == 1);
    CHECK(page.value("shoal_torrents_by_health{health=\"unknown\"}") == 2);
    CHECK(page.value("shoal_torrents_without_full_copy") == 1);
    CHECK(page.value("shoal_rate_bytes_per_second{direction=\"down\"}") == 1000);
    CHECK(page.value("shoal_peers{kind=\"leech\"}") == 4);
    CHECK(page.value("shoal_lifetime_bytes{direction=\"up\"}") == 3 * 123'456'789);
    CHECK(page.value("shoal_alerts_dropped_total") == 2);
    CHECK(page.value("shoal_dht_nodes") == 42);
    CHECK(page.value("shoal_dht_reply_seconds{percentile=\"95\"}") == 0.25);
    CHECK(page.value("shoal_dht_unanswered_ratio") == 0.25);
    CHECK(page.value("shoal_dht_lookups{result=\"failed\"}") == 1);
    CHECK(page.value("shoal_dht_eclipse_suspected") == 1);
    CHECK(page.value("shoal_reached_seconds_ago{by=\"utp\"}") == 9);
    CHECK(page.value("shoal_dials_total{result=\"refused\"}") == 4);
    CHECK(page.value("shoal_port_mappings{state=\"open\"}") == 1);
    CHECK(page.value("shoal_port_mappings{state=\"failed\"}") == 1);
    CHECK(page.value("shoal_uptime_seconds") == 12.5);
    CHECK(page.value("shoal_payload_bytes_total{direction=\"up\"}") == 1000);
    CHECK(page.value("shoal_choking_decisions_total{decision=\"choke\",reason=\"waiting\"}") == 7);
    CHECK(page.value("shoal_disk_seconds_count{operation=\"read\"}") == 3);
    CHECK(page.value("shoal_disk_seconds_bucket{operation=\"read\",le=\"5e-05\"}") == 1);
    CHECK(page.value("shoal_disk_seconds_bucket{operation=\"flush\",le=\"30\"}") == 0);
    CHECK(page.value("shoal_command_seconds_count") == 1);
    CHECK(page.value("shoal_build_info{version=\"1.2.3\"}") == 1);
}

TEST_CASE("metrics: whose health is worst has series of its own, and no more than asked for do") {
    auto snapshot = resting(100);
    snapshot = with_change(snapshot, 50, [](auto& view) { view.health = 90; });
    snapshot = with_change(snapshot, 70, [](auto& view) { view.health = 10; });
    snapshot = with_change(snapshot, 90, [](auto& view) { view.up_rate = 10; });
    auto const shown = [&snapshot](int most) {
        std::string ids;
        for (auto const& [series, value] : parse_metrics(page_of(snapshot, most)).samples)
            if (series.starts_with("shoal_torrent_info{")) {
                auto const at = series.find(",id=\"") + 5;
                ids += series.substr(at, series.find('"', at) - at) + " ";
            }
        return ids;
    };
    CHECK(shown(4) == "70 50 90 1 ");
    CHECK(shown(0).empty());
    CHECK(parse_metrics(page_of(snapshot, 3)).samples.size() ==
          parse_metrics(page_of(snapshot, 2)).samples.size() + 10 - 1); // no health is known
}

TEST_CASE("metrics: a page of ten thousand torrents stays small") {
    auto const small = parse_metrics(page_of(resting(50)));
    auto const large = parse_metrics(page_of(resting(10'000)));
    CHECK(small.samples.size() == large.samples.size());
    CHECK(large.samples.size() < 1000);
}
