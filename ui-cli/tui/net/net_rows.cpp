// Who reaches us, whom we know from where, and whether the swarms hang together.

#include "ui-cli/tui/net/net_rows.hpp"

#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/canvas.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/net/nat_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int fact_name_width = 11;
constexpr int source_bar = 16;

std::string listening_text(api::Snapshot const& snapshot) {
    std::string text;
    for (auto const& endpoint : snapshot.listening)
        text += (text.empty() ? "" : ", ") + api::to_string(endpoint);
    return text.empty() ? "on no port yet" : text;
}

std::string ago(std::optional<double> const& seconds) {
    if (!seconds)
        return "never yet";
    auto const whole = static_cast<std::int64_t>(*seconds);
    return whole == 0 ? "now" : short_time(whole) + " ago";
}

/// When somebody last came to us, by each way; short where there is little room.
NetRow arrivals(api::ReachFigures const& reach, bool is_short) {
    NetRow row{{"  came to us ", Role::dim}};
    for (auto const& [name, seconds] : {std::pair{"TCP", &reach.dialled_tcp},
                                        {"uTP", &reach.dialled_utp},
                                        {"DHT", &reach.asked_dht}}) {
        auto text = ago(*seconds);
        text = text.substr(0, is_short ? text.find(' ') : text.size());
        row.push_back(
            {fmt::format("{} {}", name, text), seconds->has_value() ? Role::good : Role::dim});
        row.push_back({is_short ? "  " : "   "});
    }
    row.pop_back();
    return row;
}

int width_of(NetRow const& row) {
    return std::accumulate(row.begin(), row.end(), 0, [](int width, Span const& span) {
        return width + term::display_width(span.text);
    });
}

struct Verdict {
    std::string_view text;
    Role role;
};

/// Who comes to us proves that others can; that nobody did proves nothing.
Verdict verdict(std::optional<api::SessionFigures> const& figures) {
    if (!figures)
        return {not_measured, Role::dim};
    auto const& reach = figures->reach;
    if (reach.dialled_tcp || reach.dialled_utp || figures->connections.accepted > 0)
        return {"peers come to us", Role::good};
    if (reach.asked_dht)
        return {"only DHT nodes come to us", Role::warn};
    return {"nobody has come to us yet", Role::warn};
}

/// "UPnP tcp: port 6881 is let through"; of what failed at once the transport is not known.
std::string mapping_text(api::MappingView const& mapping) {
    auto const& [protocol, transport, port, error] = mapping;
    return fmt::format("{}{}{}: {}", protocol, transport.empty() ? "" : " ", transport,
                       port > 0         ? fmt::format("port {} is let through", port)
                       : !error.empty() ? error
                                        : "asked");
}

void add_mappings(NetRows& rows, NetSight const& sight,
                  std::vector<api::MappingView> const& mappings) {
    if (mappings.empty())
        return add_fact(rows, sight, "mapping", "no router was asked, or none answered", Role::dim);
    std::string_view name = "mapping";
    std::string before; // each port fails for itself, often for the same reason
    for (auto const& mapping : mappings)
        if (auto text = mapping_text(mapping); text != before) {
            add_fact(rows, sight, std::exchange(name, ""), text,
                     mapping.external_port > 0 ? Role::good : Role::warn);
            before = std::move(text);
        }
}

/// "812: 64 % connected, 3 % refused, 11 % timed out, 22 % other".
std::string dials_text(std::map<std::string, std::int64_t> const& dials) {
    std::int64_t sum = 0;
    for (auto const& [fate, count] : dials)
        sum += count;
    if (sum == 0)
        return "none has ended yet";
    auto text = grouped(sum) + ":";
    std::string_view comma;
    for (std::string const fate : {"connected", "refused", "timed_out", "other"})
        if (auto const found = dials.find(fate); found != dials.end()) {
            auto const share = static_cast<double>(found->second) / static_cast<double>(sum);
            text += fmt::format("{} {:.0f} % {}", comma, share * 100,
                                fate == "timed_out" ? "timed out" : fate);
            comma = ",";
        }
    return text;
}

std::string limits_text(api::RateLimits const& limits) {
    return fmt::format("down {}, up {}", limit_text(limits.down), limit_text(limits.up));
}

void add_limits(NetRows& rows, NetSight const& sight) {
    auto const& snapshot = *sight.model.snapshot;
    add_fact(rows, sight, "limits", limits_text(snapshot.rules.limits));
    add_fact(rows, sight, "alternate",
             limits_text(snapshot.rules.alternative) +
                 (snapshot.alternative_in_force ? "; in force now" : ""));
}

/// Peers of all torrents, by how we learnt of them.
std::map<std::string, int> peers_by_source(api::Snapshot const& snapshot) {
    std::map<std::string, int> sums;
    for (auto const& torrent : snapshot.torrents)
        for (auto const& [source, peers] : torrent->sources)
            sums[source] += peers;
    return sums;
}

void add_nodes_lost(NetRows& rows, NetSight const& sight) {
    auto const lost = sight.model.net.nodes_lost();
    bool const is_alarming = lost.value_or(0) >= alarming_loss;
    add_fact(rows, sight, "nodes lost",
             lost ? fmt::format("{:.0f} % within 5 min (alarm at {:.0f})", *lost * 100,
                                alarming_loss * 100)
                  : "too few nodes to tell",
             !lost         ? Role::dim
             : is_alarming ? Role::bad
                           : Role::good);
}

std::string start_text(api::DhtStartView const& start) {
    return start.nodes == 0
               ? fmt::format("{}: no nodes", start.name)
               : fmt::format("{}: {} of {} answered", start.name, start.answered, start.asked);
}

/// How to have it made.
std::string test_text(Keymap const& keymap) {
    auto const key = key_for(Action::check_dht, net_scope, keymap);
    return key.empty() ? std::string{"not made yet"}
                       : fmt::format("{} looks an id up from three disjoint starts", key);
}

/// What the test found when it was last made.
void add_check(NetRows& rows, NetSight const& sight) {
    auto const& figures = sight.model.net.figures();
    auto const* const check = figures && figures->dht_check ? &*figures->dht_check : nullptr;
    if (!check)
        return add_fact(rows, sight, "DHT test", test_text(sight.keymap), Role::dim);
    if (check->is_running) {
        add_fact(rows, sight, "DHT test", "under way", Role::strong);
    } else {
        auto const agreement = check->agreement;
        add_fact(rows, sight, "DHT test",
                 agreement ? fmt::format("lookups from disjoint starts agree {:.0f} %; {}",
                                         *agreement * 100, ago(check->ago))
                           : fmt::format("too few answered to compare; {}", ago(check->ago)),
                 !agreement                               ? Role::warn
                 : *agreement < api::suspicious_agreement ? Role::bad
                                                          : Role::good);
    }
    for (auto const& start : check->starts)
        add_fact(rows, sight, "", start_text(start), start.answered > 0 ? Role::dim : Role::warn);
}

void add_overlaps(NetRows& rows, NetSight const& sight) {
    auto const shares = overlaps(sight.model.net);
    if (shares.empty())
        return add_fact(rows, sight, "sources", "no swarm has peers enough to compare", Role::dim);
    std::string_view name = "sources";
    for (auto const& [a, b, share] : shares)
        add_fact(rows, sight, std::exchange(name, ""),
                 fmt::format("{:.0f} % of peers are known to both {} and {}", share * 100, a, b));
}

} // namespace

void add_fact(NetRows& rows, NetSight const& sight, std::string_view name, std::string_view value,
              Role role) {
    for (auto& line : wrapped(value, sight.width - fact_name_width - 3)) {
        rows.push_back(
            {{fmt::format("  {:<{}}", name, fact_name_width), Role::dim}, {std::move(line), role}});
        name = "";
    }
}

NetRows reach_rows(NetSight const& sight) {
    auto const& figures = sight.model.net.figures();
    auto const [words, role] = verdict(figures);
    NetRows rows{{{"REACHABILITY  ", Role::strong}, {std::string{words}, role}}};
    if (figures)
        add_fact(rows, sight, "external",
                 figures->reach.external.empty()
                     ? "nobody told us yet"
                     : fmt::format("{}", fmt::join(figures->reach.external, ", ")));
    add_fact(rows, sight, "listening", listening_text(*sight.model.snapshot));
    if (figures) {
        auto row = arrivals(figures->reach, false);
        rows.push_back(width_of(row) <= sight.width ? row : arrivals(figures->reach, true));
        add_mappings(rows, sight, figures->reach.mappings);
        auto const nat = nat_text(figures->reach.nat, listening_port(*sight.model.snapshot));
        add_fact(rows, sight, "NAT", nat.text, nat.role);
        add_fact(rows, sight, "our dials", dials_text(figures->reach.dials));
        add_fact(rows, sight, "peers",
                 fmt::format("{} connected, {} being dialled; {} came to us",
                             grouped(figures->connections.open),
                             grouped(figures->connections.dialled),
                             grouped(figures->connections.accepted)));
    }
    add_limits(rows, sight);
    return rows;
}

NetRows partition_rows(NetSight const& sight) {
    auto const& snapshot = *sight.model.snapshot;
    auto const found = alarms(sight.model.net, snapshot);
    auto const looked_at = sight.model.net.swarms().size();
    bool const is_fine = found.empty() && looked_at > 0;
    NetRows rows{{{"PARTITION WATCH  ", Role::strong},
                  {found.empty() ? (is_fine ? "OK" : "nothing to go by yet") : "SUSPECTED",
                   found.empty() ? (is_fine ? Role::good : Role::dim) : Role::bad}}};
    add_nodes_lost(rows, sight);
    add_overlaps(rows, sight);
    add_check(rows, sight);
    add_fact(rows, sight, "looked at",
             fmt::format("{} so far; {} at work have peers enough", counted(looked_at, "swarm"),
                         watched_swarms(snapshot).size()),
             Role::dim);
    for (auto const& [text, id] : found)
        add_fact(rows, sight, "!", text, Role::bad);
    return rows;
}

NetRows source_rows(NetSight const& sight) {
    auto const sources = peers_by_source(*sight.model.snapshot);
    NetRows rows{{{"PEERS BY WHO NAMED THEM", Role::strong}}};
    if (sources.empty())
        rows.push_back({{"  none yet", Role::dim}});
    int most = 1;
    for (auto const& [source, peers] : sources)
        most = std::max(most, peers);
    for (auto const& [source, peers] : sources)
        rows.push_back(
            {{fmt::format("  {:<10}{:>8}  ", source, grouped(peers))},
             {bar(static_cast<double>(peers) / most, source_bar, sight.charset), Role::down}});
    return rows;
}

NetRows ban_rows(NetSight const& sight) {
    auto const& bans = sight.model.snapshot->bans;
    NetRows rows{{{fmt::format("BANNED  {}", counted(bans.size(), "peer")), Role::strong}}};
    for (auto ban = bans.rbegin(); ban != bans.rend(); ++ban)
        rows.push_back({{"  " + api::to_string(ban->peer.endpoint), Role::bad},
                        {fmt::format("  until {}  ", date_time(ban->until)), Role::dim},
                        {ban->reason}});
    return rows;
}

} // namespace shoal::tui
