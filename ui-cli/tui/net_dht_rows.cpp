// The DHT: how large, how fast, how busy.

#include "core/base/estimate.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/net_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using term::Role;

// The same always, so that two screens can be compared. Seconds.
constexpr std::array bin_ends{0.05, 0.1, 0.2, 0.4, 0.8};
constexpr std::array<std::string_view, bin_ends.size() + 1> bin_names{
    "< 50 ms", "50-100", "100-200", "200-400", "400-800", "> 800"};
constexpr int bin_name_width = 9;
constexpr int bin_bar = 20;

/// What was counted in other bins, by their upper ends.
std::array<std::int64_t, bin_names.size()> binned(Histogram const& histogram) {
    constexpr double slack = 1e-9;
    std::array<std::int64_t, bin_names.size()> bins{};
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        auto const bin =
            i < histogram.bounds.size()
                ? std::ranges::find_if(
                      bin_ends, [&](double end) { return histogram.bounds[i] <= end + slack; })
                : bin_ends.end();
        bins.at(static_cast<std::size_t>(bin - bin_ends.begin())) += histogram.counts[i];
    }
    return bins;
}

std::string time_text(std::optional<double> const& seconds) {
    if (!seconds)
        return "?";
    return *seconds < 1 ? fmt::format("{:.0f} ms", *seconds * 1000)
                        : fmt::format("{:.1f} s", *seconds);
}

NetRow bin_row(NetSight const& sight, std::string_view name, std::int64_t count, std::int64_t of,
               std::int64_t most, Role role) {
    auto const share = [&](std::int64_t whole) {
        return whole > 0 ? static_cast<double>(count) / static_cast<double>(whole) : 0;
    };
    return {{fmt::format("  {:>{}} ", name, bin_name_width), Role::dim},
            {bar(share(most), bin_bar, sight.charset), role},
            {fmt::format(" {:>6}", grouped(count))},
            {fmt::format("  {:.1f} %", share(of) * 100), Role::dim}};
}

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
    auto const peak = newest_peak(minutes, samples_in(width, sight.charset));
    if (peak == 0)
        return;
    for (int level = 1; level >= 0; --level)
        rows.push_back(
            {{fmt::format("  {:>{}} ", level == 1 ? grouped(peak) : "0", label - 3), Role::dim},
             {spark(minutes, width, peak, sight.charset, level, 2), Role::down}});
    auto const shown = std::min<int>(width, static_cast<int>(minutes.size()));
    rows.push_back(
        {{fmt::format("{:>{}}", fmt::format("last {} min", shown), label + width), Role::dim}});
}

} // namespace

NetRows dht_rows(NetSight const& sight) {
    auto const& figures = sight.model.net.figures();
    auto const nodes = sight.model.snapshot->dht_nodes;
    NetRows rows{{{"DHT  ", Role::strong},
                  {nodes > 0 ? counted(static_cast<std::size_t>(nodes), "node") + " known"
                             : "no nodes: it is off, or still looks for them",
                   nodes > 0 ? Role::text : Role::warn}}};
    add_graph(rows, sight);
    if (!figures)
        return rows;
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

NetRows latency_rows(NetSight const& sight) {
    auto const& figures = sight.model.net.figures();
    NetRows rows{{{"REPLY LATENCY  ", Role::strong}}};
    if (!figures || figures->dht_seen.asked == 0) {
        rows.back().push_back({std::string{not_measured}, Role::dim});
        return rows;
    }
    auto const& seen = figures->dht_seen;
    rows.back().push_back({fmt::format("last {} {}   p50 {}   p95 {}", grouped(seen.asked),
                                       seen.asked == 1 ? "query" : "queries",
                                       time_text(seen.reply_p50), time_text(seen.reply_p95))});
    auto const bins = binned(seen.replies);
    auto const most = std::max({std::int64_t{1}, *std::ranges::max_element(bins), seen.timeouts});
    for (std::size_t i = 0; i < bins.size(); ++i)
        rows.push_back(bin_row(sight, bin_names.at(i), bins.at(i), seen.asked, most, Role::good));
    rows.push_back(bin_row(sight, "timeouts", seen.timeouts, seen.asked, most, Role::warn));
    auto const failed =
        seen.lookups_failed > 0 ? fmt::format(", {} without an answer", seen.lookups_failed) : "";
    add_fact(rows, sight, "lookups",
             seen.lookups == 0
                 ? "none ended within an hour"
                 : fmt::format("{} within an hour{}   p50 {}   p95 {}", grouped(seen.lookups),
                               failed, time_text(seen.lookup_p50), time_text(seen.lookup_p95)),
             seen.lookups == 0 ? Role::dim : Role::text);
    return rows;
}

NetRows traffic_rows(NetSight const& sight) {
    auto const& traffic = sight.model.net.traffic();
    NetRows rows{{{"DHT TRAFFIC  ", Role::strong}}};
    if (!traffic) {
        rows.back().push_back({std::string{not_measured}, Role::dim});
        return rows;
    }
    rows.back().push_back({fmt::format("in {:.0f}/s   out {:.0f}/s   ", traffic->messages_in,
                                       traffic->messages_out)});
    rows.back().push_back({fmt::format("dropped {:.0f}/s", traffic->dropped),
                           traffic->dropped > 0 ? Role::warn : Role::text});
    rows.back().push_back(
        {fmt::format("   {}/s", short_size(static_cast<std::int64_t>(traffic->bytes)))});
    return rows;
}

} // namespace shoal::tui
