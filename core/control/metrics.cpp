#include "core/control/metrics.hpp"

#include "core/control/metrics_torrents.hpp"

#include <algorithm>

namespace shoal::control {
namespace {

using enum MetricKind;

double value(std::int64_t number) {
    return static_cast<double>(number);
}

void both_ways(MetricsText& text, std::string_view name, MetricKind kind, std::string_view help,
               std::int64_t down, std::int64_t up) {
    text.family(name, kind, help);
    text.sample(value(down), {{"direction", "down"}});
    text.sample(value(up), {{"direction", "up"}});
}

void single(MetricsText& text, std::string_view name, MetricKind kind, std::string_view help,
            double number) {
    text.family(name, kind, help);
    text.sample(number);
}

void write_daemon(MetricsText& text, api::Snapshot const& snapshot,
                  api::SessionFigures const& figures, ControlFigures const& control) {
    text.family("shoal_build_info", gauge, "1, labelled with what runs.");
    text.sample(1, {{"version", control.version}});
    single(text, "shoal_uptime_seconds", gauge, "Since the session began.", figures.uptime);
    single(text, "shoal_listening_sockets", gauge, "TCP sockets that peers can reach us at.",
           value(std::ssize(snapshot.listening)));
    single(text, "shoal_alerts_dropped_total", counter,
           "Kinds of news of the swarm that were lost because the engine was too slow.",
           value(snapshot.alerts_dropped));
    text.family("shoal_command_seconds", histogram,
                "From the arrival of a command at the control socket to its answer.");
    text.histogram(control.commands);
}

void write_traffic(MetricsText& text, api::SessionFigures const& figures) {
    auto const& traffic = figures.traffic;
    both_ways(text, "shoal_traffic_bytes_total", counter,
              "Bytes from and to peers, protocol included.", traffic.received, traffic.sent);
    both_ways(text, "shoal_payload_bytes_total", counter, "Content from and to peers.",
              traffic.payload_received, traffic.payload_sent);
    single(text, "shoal_wasted_bytes_total", counter, "Content that came twice, or was bad.",
           value(traffic.wasted));
    text.family("shoal_connections", gauge, "Connections to peers, by how far they are.");
    text.sample(value(figures.connections.open), {{"state", "open"}});
    text.sample(value(figures.connections.dialled), {{"state", "dialled"}});
    single(text, "shoal_connections_accepted_total", counter, "Peers that dialled us.",
           value(figures.connections.accepted));
}

void write_rules(MetricsText& text, api::Snapshot const& snapshot) {
    auto const& rules = snapshot.rules;
    bool const alternative = snapshot.alternative_in_force;
    auto const& limits = alternative ? rules.alternative : rules.limits;
    both_ways(text, "shoal_rate_limit_bytes_per_second", gauge, "Limits in force; 0 is none.",
              limits.down, limits.up);
    single(text, "shoal_alternative_limits", gauge, "1 while the alternative limits hold.",
           alternative ? 1 : 0);
    text.family("shoal_queue_places", gauge,
                "Torrents that may be active at a time; absent while unlimited.");
    if (rules.queue.downloads)
        text.sample(*rules.queue.downloads, {{"kind", "downloads"}});
    if (rules.queue.seeds)
        text.sample(*rules.queue.seeds, {{"kind", "seeds"}});
    single(text, "shoal_bans", gauge, "Peers banned for what they did.",
           value(std::ssize(snapshot.bans)));
}

template <class Counts>
void write_reasons(MetricsText& text, Counts const& counts, std::string_view decision) {
    for (auto const& [reason, count] : counts)
        text.sample(value(count), {{"decision", decision}, {"reason", reason}});
}

void write_choking(MetricsText& text, api::ChokingFigures const& choking) {
    single(text, "shoal_choking_slots", gauge, "Peers that may be served at a time.",
           choking.slots);
    single(text, "shoal_choking_interested_peers", gauge, "Peers that want something of ours.",
           choking.interested);
    single(text, "shoal_choking_unchoked_peers", gauge, "Peers that may ask for it.",
           choking.unchoked);
    text.family("shoal_choking_peers", gauge, "Peers by why they are served, or are not.");
    for (auto const& [reason, count] : choking.peers)
        text.sample(count, {{"reason", reason}});
    text.family("shoal_choking_decisions_total", counter,
                "Slots given (unchoke) and taken (choke), by why.");
    write_reasons(text, choking.unchokes, "unchoke");
    write_reasons(text, choking.chokes, "choke");
}

void write_dht(MetricsText& text, api::Snapshot const& snapshot, api::DhtFigures const& dht) {
    single(text, "shoal_dht_nodes", gauge, "Nodes in the routing table.",
           value(snapshot.dht_nodes));
    single(text, "shoal_dht_kept_torrents", gauge, "Torrents whose peers we keep for others.",
           value(dht.kept_torrents));
    single(text, "shoal_dht_kept_peers", gauge, "Peers that we keep for others.",
           value(dht.kept_peers));
    both_ways(text, "shoal_dht_messages_total", counter, "Messages of the DHT.", dht.messages_in,
              dht.messages_out);
    both_ways(text, "shoal_dht_dropped_messages_total", counter,
              "Messages beyond the rates that we allow.", dht.dropped_in, dht.dropped_out);
    both_ways(text, "shoal_dht_bytes_total", counter, "Bytes of the DHT.", dht.bytes_in,
              dht.bytes_out);
}

void maybe(MetricsText& text, std::optional<double> value, MetricsText::Labels labels = {}) {
    if (value)
        text.sample(*value, labels);
}

void write_dht_seen(MetricsText& text, api::DhtView const& seen) {
    text.family("shoal_dht_reply_seconds", gauge,
                "How long the newest 500 queries of ours took to be answered, by percentile.");
    maybe(text, seen.reply_p50, {{"percentile", "50"}});
    maybe(text, seen.reply_p95, {{"percentile", "95"}});
    text.family("shoal_dht_unanswered_ratio", gauge, "Of the newest 500 queries of ours.");
    if (seen.asked > 0)
        text.sample(value(seen.timeouts) / value(seen.asked));
    text.family("shoal_dht_lookup_seconds", gauge,
                "How long lookups of our torrents took in the last hour, by percentile.");
    maybe(text, seen.lookup_p50, {{"percentile", "50"}});
    maybe(text, seen.lookup_p95, {{"percentile", "95"}});
    text.family("shoal_dht_lookups", gauge,
                "Lookups of our torrents in the last hour; failed: nobody answered.");
    text.sample(value(seen.lookups - seen.lookups_failed), {{"result", "found"}});
    text.sample(value(seen.lookups_failed), {{"result", "failed"}});
    text.family("shoal_dht_fitting_id_ratio", gauge,
                "Nodes that answered whose id fits their address (BEP 42).");
    maybe(text, seen.fitting_ids);
    text.family("shoal_dht_network_nodes", gauge,
                "Nodes in the whole DHT, estimated from how dense the nearest are.");
    maybe(text, seen.network_size);
    single(text, "shoal_dht_eclipse_suspected", gauge,
           "1 while somebody seems to surround an info-hash of ours.",
           seen.eclipse.empty() ? 0 : 1);
}

void write_reach(MetricsText& text, api::ReachFigures const& reach) {
    text.family("shoal_reached_seconds_ago", gauge,
                "Since somebody came to us of their own accord; absent until somebody does.");
    maybe(text, reach.dialled_tcp, {{"by", "tcp"}});
    maybe(text, reach.dialled_utp, {{"by", "utp"}});
    maybe(text, reach.asked_dht, {{"by", "dht"}});
    text.family("shoal_dials_total", counter, "Our own dials of peers, by what became of them.");
    for (auto const& [result, count] : reach.dials)
        text.sample(value(count), {{"result", result}});
    auto const open = std::ranges::count_if(
        reach.mappings, [](api::MappingView const& mapping) { return mapping.external_port != 0; });
    text.family("shoal_port_mappings", gauge, "Ports that routers were asked for.");
    text.sample(value(open), {{"state", "open"}});
    text.sample(value(std::ssize(reach.mappings) - open), {{"state", "failed"}});
}

void write_disk(MetricsText& text, api::DiskFigures const& disk) {
    text.family("shoal_disk_seconds", histogram,
                "How long visits to the disk took: one piece or a part of it is read, written or "
                "hashed; a torrent's new data is flushed.");
    text.histogram(disk.read, {{"operation", "read"}});
    text.histogram(disk.write, {{"operation", "write"}});
    text.histogram(disk.hash, {{"operation", "hash"}});
    text.histogram(disk.flush, {{"operation", "flush"}});
}

} // namespace

std::string metrics_page(api::Snapshot const& snapshot, api::SessionFigures const& figures,
                         ControlFigures const& control, int most_torrents) {
    MetricsText text;
    write_daemon(text, snapshot, figures, control);
    write_torrents(text, snapshot.torrents);
    write_traffic(text, figures);
    write_rules(text, snapshot);
    write_choking(text, figures.choking);
    write_dht(text, snapshot, figures.dht);
    write_dht_seen(text, figures.dht_seen);
    write_reach(text, figures.reach);
    write_disk(text, figures.disk);
    write_each_torrent(text, snapshot.torrents, most_torrents);
    return text.take();
}

} // namespace shoal::control
