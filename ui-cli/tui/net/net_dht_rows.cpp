// The DHT: how fast, how busy.

#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/net/net_rows.hpp"

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
    int const beside = is_tight(sight) ? 28 : 0;
    return {{fmt::format("  {:>{}} ", name, bin_name_width), Role::dim},
            {bar(share(most), std::min(bin_bar, sight.width - beside), sight.charset), role},
            {fmt::format(" {:>6}", grouped(count))},
            {fmt::format("  {:.1f} %", share(of) * 100), Role::dim}};
}

} // namespace

NetRows latency_rows(NetSight const& sight) {
    auto const& figures = sight.model.net.figures();
    NetRows rows{{{"REPLY LATENCY  ", Role::strong}}};
    if (!figures || figures->dht_seen.asked == 0) {
        rows.back().push_back({std::string{not_measured}, Role::dim});
        return rows;
    }
    auto const& seen = figures->dht_seen;
    if (!is_tight(sight))
        rows.back().push_back({fmt::format("last {} {}   ", grouped(seen.asked),
                                           seen.asked == 1 ? "query" : "queries")});
    rows.back().push_back(
        {fmt::format("p50 {}   p95 {}", time_text(seen.reply_p50), time_text(seen.reply_p95))});
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
    NetRows rows{{{"TRAFFIC  ", Role::strong}}};
    if (!traffic) {
        rows.back().push_back({std::string{not_measured}, Role::dim});
        return rows;
    }
    auto const way = [](std::string_view name, double messages, double bytes) {
        return fmt::format("{} {:.0f}/s {}/s   ", name, messages,
                           short_size(static_cast<std::int64_t>(bytes)));
    };
    rows.back().push_back({way("in", traffic->messages_in, traffic->bytes_in)});
    if (is_tight(sight))
        rows.push_back({{"         "}});
    rows.back().push_back({way("out", traffic->messages_out, traffic->bytes_out)});
    rows.back().push_back({fmt::format("dropped {:.0f}/s", traffic->dropped),
                           traffic->dropped > 0 ? Role::warn : Role::text});
    return rows;
}

} // namespace shoal::tui
