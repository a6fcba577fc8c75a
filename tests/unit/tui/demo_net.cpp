// What the demo's session knows of the net, and what its torrents' trackers say.

#include "tests/unit/tui/demo_swarm.hpp"

namespace shoal::test {

api::SessionFigures demo_figures(double uptime) {
    auto const messages = static_cast<std::int64_t>(uptime);
    api::SessionFigures figures;
    figures.uptime = uptime;
    figures.connections = {.open = 79, .dialled = 6, .accepted = 14};
    figures.dht = {.kept_peers = 1204,
                   .kept_torrents = 311,
                   .messages_in = messages * 212,
                   .messages_out = messages * 198,
                   .dropped_in = 0,
                   .dropped_out = 0,
                   .bytes_in = messages * 31'000,
                   .bytes_out = messages * 27'000};
    figures.dht.tables = {
        {.family = "v4", .nodes = 412, .spare = 96, .stale = 0, .buckets = {1, 1, 3, 4, 7, 8,
                                                                            8, 8, 8, 7, 6, 5,
                                                                            3, 2, 2, 1, 1, 1,
                                                                            0, 0, 0, 0, 0, 0}},
        {.family = "v6", .nodes = 131, .spare = 0, .stale = 1, .buckets = {8, 8, 6, 3, 1, 0}}};
    figures.dht.active = {{.kind = "get_peers",
                           .target = "9a1e5f0c9a1e5f0c9a1e5f0c9a1e5f0c9a1e5f0c",
                           .answered = 6,
                           .waiting = 2,
                           .timeouts = 1},
                          {.kind = "find_node",
                           .target = "00c4d1d200c4d1d200c4d1d200c4d1d200c4d1d2",
                           .answered = 1,
                           .waiting = 3}};
    figures.dht_seen.enabled = true;
    figures.dht_seen.nodes = 412;
    figures.dht_seen.asked = 500;
    figures.dht_seen.timeouts = 15;
    figures.dht_seen.replies = {
        .bounds = {0.05, 0.1, 0.2, 0.4, 0.8}, .counts = {58, 131, 168, 81, 33, 14}, .sum = 90};
    figures.dht_seen.reply_p50 = 0.132;
    figures.dht_seen.reply_p95 = 0.64;
    figures.dht_seen.lookups = 41;
    figures.dht_seen.lookups_failed = 1;
    figures.dht_seen.lookup_p50 = 0.84;
    figures.dht_seen.lookup_p95 = 2.13;
    figures.dht_seen.fitting_ids = 0.83;
    figures.dht_seen.network_size = 9.1e6;
    figures.reach.external = {"203.0.113.50", "2001:db8::50"};
    figures.reach.mappings = {{"UPnP", "tcp", 6881, ""},
                              {"NAT-PMP", "tcp", 0, "no router \x1b[31mspeaks it"}};
    figures.reach.dialled_tcp = 131;
    figures.reach.dialled_utp = 9;
    figures.reach.asked_dht = 0.2;
    figures.reach.nat = {.nodes = 9, .kept = 9, .ports = 1};
    figures.reach.dials = {{"connected", 633}, {"refused", 24}, {"timed_out", 89}, {"other", 66}};
    figures.choking.next_round = 6.2;
    figures.choking.slots = 5;
    figures.choking.interested = 9;
    figures.choking.unchoked = 4;
    figures.choking.peers = {{"gives most", 3}, {"by lot", 1}, {"outbid", 5}};
    return figures;
}

std::vector<api::TrackerView> demo_trackers() {
    api::TrackerView works{.url = "udp://tracker.example:6969/announce",
                           .tier = 0,
                           .state = api::TrackerState::working,
                           .message = {},
                           .next_in = 1260,
                           .seeds = 0,
                           .leeches = 9,
                           .fails = 0,
                           .took = 0.088};
    api::TrackerView fails{.url = "https://t.example/announce",
                           .tier = 1,
                           .state = api::TrackerState::failing,
                           .message = "HTTP 503 \x1b[5mService Unavailable",
                           .next_in = 240,
                           .seeds = {},
                           .leeches = {},
                           .fails = 3,
                           .failing_for = 780};
    return {works, fails};
}

std::vector<api::WebSeedView> demo_web_seeds() {
    return {{.url = "https://mirror.example/tapes/",
             .is_connected = true,
             .down_rate = 700 << 10,
             .downloaded = 310 << 20,
             .error = {},
             .failing_for = {}},
            {.url = "http://old.example/\x1b[31mtapes/",
             .is_connected = false,
             .down_rate = 0,
             .downloaded = 0,
             .error = "HTTP 404 \x1b[5mNot Found",
             .failing_for = 130}};
}

} // namespace shoal::test
