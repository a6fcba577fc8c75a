// The DHT: how large it is, what we know of it, and what it is asked right now.

#include "core/base/estimate.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/draw/graph.hpp"
#include "ui-cli/tui/net/net_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

/// The mean of each minute; the oldest may be short of a part.
std::vector<std::int64_t> by_minute(std::vector<std::int64_t> const& nodes) {
    constexpr std::size_t steps = 4;
    std::vector<std::int64_t> minutes;
    for (std::size_t end = nodes.size(); end > 0; end -= std::min(end, steps)) {
        auto const begin = end - std::min(end, steps);
        std::int64_t sum = 0;
        for (auto i = begin; i < end; ++i)
            sum += nodes[i];
        minutes.push_back(sum / static_cast<std::int64_t>(end - begin));
    }
    std::ranges::reverse(minutes);
    return minutes;
}

/// The last hour, two rows high, from zero on.
void add_graph(NetRows& rows, NetSight const& sight) {
    constexpr int label = 9;
    constexpr int hour = 60;
    auto const minutes = by_minute(sight.model.net.nodes());
    int const width = std::min(sight.width - label, hour);
    auto const peak = newest_peak(minutes, width);
    if (peak == 0)
        return;
    for (int level = 1; level >= 0; --level)
        rows.push_back({{level == 1 ? axis_begin(grouped(peak), AxisPart::top, sight.charset, label)
                                    : axis_begin("", AxisPart::side, sight.charset, label),
                         Role::dim},
                        {spark(minutes, width, peak, sight.charset, level, 2), Role::down}});
    int const shown = std::min(width, static_cast<int>(minutes.size()));
    auto const span = shown == hour ? std::string{"1 h"} : fmt::format("{} min", shown);
    rows.push_back({{axis_begin("0", AxisPart::zero, sight.charset, label) +
                         axis_line(span, width, sight.charset),
                     Role::dim}});
}

/// "v4 412 nodes + 96 spare   v6 131 nodes"; without tables what the session counts.
std::string nodes_text(std::int64_t nodes, std::vector<api::DhtTableView> const& tables,
                       bool has_spare) {
    std::string text;
    for (auto const& table : tables) {
        text += fmt::format("{}{} {}", text.empty() ? "" : "   ", table.family,
                            counted(static_cast<std::size_t>(table.nodes), "node"));
        if (table.spare > 0 && has_spare)
            text += fmt::format(" + {} spare", grouped(table.spare));
    }
    return text.empty() ? counted(static_cast<std::size_t>(nodes), "node") + " known" : text;
}

/// A column for each bucket, full at eight nodes: near to us they are few and small.
NetRow bucket_row(NetSight const& sight, std::string_view name, api::DhtTableView const& table) {
    constexpr std::int64_t full = 8; // nodes in a bucket (BEP 5); the first ones hold more
    std::vector<std::int64_t> const sizes{table.buckets.begin(), table.buckets.end()};
    std::int64_t deepest = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i)
        deepest = sizes[i] > 0 ? static_cast<std::int64_t>(i) : deepest;
    bool const tells_depth = !is_tight(sight);
    int const most = std::max(8, sight.width - (tells_depth ? 38 : 25)); // what stands beside them
    // Bars, not a course: they do not run into each other.
    auto const charset =
        sight.charset == term::Charset::braille ? term::Charset::utf8 : sight.charset;
    int const width = std::min(most, static_cast<int>(deepest) + 1);
    auto const first = std::span{sizes}.first(static_cast<std::size_t>(width));
    return {{fmt::format("  {:<11}", name), Role::dim},
            {fmt::format("{} ", table.family)},
            {spark(first, width, full, charset), Role::down},
            {tells_depth ? fmt::format("  deepest {}  ", deepest) : "  "},
            {fmt::format("stale {}", table.stale), table.stale > 0 ? Role::warn : Role::text}};
}

/// "get_peers 9a1e… 6 replies, 1 awaited, 1 slow".
std::string lookup_text(NetSight const& sight, api::DhtLookupView const& lookup) {
    constexpr std::size_t told = 4; // hex digits
    auto text = fmt::format("{} {}{} {} {}", lookup.kind, lookup.target.substr(0, told),
                            sight.charset == term::Charset::ascii ? "~" : "…", lookup.answered,
                            lookup.answered == 1 ? "reply" : "replies");
    if (lookup.waiting > 0)
        text += fmt::format(", {} awaited", lookup.waiting);
    if (lookup.timeouts > 0)
        text += fmt::format(", {} timed out", lookup.timeouts);
    return text;
}

std::string no_nodes_text(std::optional<api::SessionFigures> const& figures) {
    if (!figures)
        return "no nodes: it is off, or still looks for them";
    return figures->dht_seen.enabled ? "no nodes yet: it looks for them" : "off";
}

} // namespace

NetRows dht_rows(NetSight const& sight) {
    auto const& figures = sight.model.net.figures();
    auto const nodes = sight.model.snapshot->dht_nodes;
    auto const tables = figures ? figures->dht.tables : std::vector<api::DhtTableView>{};
    NetRows rows{{{"DHT  ", Role::strong},
                  {nodes > 0 ? nodes_text(nodes, tables, !is_tight(sight)) : no_nodes_text(figures),
                   nodes > 0 ? Role::text : Role::warn}}};
    add_graph(rows, sight);
    if (!figures)
        return rows;
    std::string_view name = "buckets";
    for (auto const& table : tables)
        if (!table.buckets.empty())
            rows.push_back(bucket_row(sight, std::exchange(name, ""), table));
    auto const& seen = figures->dht_seen;
    add_fact(rows, sight, "network",
             seen.network_size
                 ? format_estimate(*seen.network_size) + " nodes, by how dense the closest are"
                 : std::string{not_measured},
             seen.network_size ? Role::text : Role::dim);
    add_fact(rows, sight, "ids fit",
             seen.fitting_ids
                 ? fmt::format("{:.0f} % of those who answered (BEP 42)", *seen.fitting_ids * 100)
                 : std::string{not_measured},
             seen.fitting_ids ? Role::text : Role::dim);
    add_fact(rows, sight, "we keep",
             fmt::format("{} peers of {} for others", grouped(figures->dht.kept_peers),
                         counted(static_cast<std::size_t>(figures->dht.kept_torrents), "torrent")));
    return rows;
}

NetRows lookup_rows(NetSight const& sight) {
    constexpr std::size_t most = 4;
    auto const& figures = sight.model.net.figures();
    NetRows rows{{{"ACTIVE  ", Role::strong}}};
    if (!figures || figures->dht.active.empty()) {
        rows.back().push_back({"no lookup is under way", Role::dim});
        return rows;
    }
    auto const& active = figures->dht.active;
    rows.back().push_back({counted(active.size(), "lookup") + " under way"});
    for (std::size_t i = 0; i < std::min(most, active.size()); ++i)
        rows.push_back({{"  " + lookup_text(sight, active[i])}});
    if (active.size() > most)
        rows.push_back({{fmt::format("  and {} more", active.size() - most), Role::dim}});
    return rows;
}

} // namespace shoal::tui
