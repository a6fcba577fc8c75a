#include "core/base/estimate.hpp"
#include "core/base/units.hpp"
#include "ui-cli/cli/reports/get_report.hpp"
#include "ui-cli/cli/reports/health_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace shoal::cli {
namespace {

using api::HealthView;
using Lines = std::vector<std::string>;

constexpr int bar_columns = 22;

std::string title(HealthView const& view) {
    auto const& name = view.name.empty() ? api::display(view.info_hash) : view.name;
    if (!view.grade)
        return fmt::format("{}: not enough evidence: {}", name, view.missing_evidence);
    return fmt::format("{}: {} of 100, {}", name, *view.grade, api::to_string(view.word));
}

void add_components(HealthView const& view, Lines& lines) {
    for (api::HealthComponent const& part : view.components) {
        if (part.of == 0) {
            lines.push_back(fmt::format("  {:<13} does not apply: {}", part.name, part.evidence));
            continue;
        }
        lines.push_back(fmt::format("  {:<13} {} {:>4.0f} of {:.0f}", part.name,
                                    bar(part.points / part.of, bar_columns), part.points, part.of));
        lines.push_back(fmt::format("  {:<13} {}", "", part.evidence));
        if (!part.fix.empty())
            lines.push_back(fmt::format("  {:<13} → {}", "", part.fix));
    }
}

void add_advice(HealthView const& view, Lines& lines) {
    if (view.next.empty())
        return;
    lines.emplace_back("What helps");
    for (api::AdviceView const& advice : view.next)
        lines.push_back(advice.grade ? fmt::format("  → {} ({} of 100)", advice.text, *advice.grade)
                                     : "  → " + advice.text);
    lines.emplace_back();
}

/// Those at the ends that are empty are left out.
void add_histogram(api::CopiesView const& copies, Lines& lines) {
    auto const& bins = copies.histogram;
    auto const is_filled = [](std::int64_t pieces) {
        return pieces > 0;
    };
    auto const first = std::ranges::find_if(bins, is_filled);
    auto const last = std::find_if(bins.rbegin(), bins.rend(), is_filled).base();
    if (first == bins.end())
        return;
    auto const most = std::ranges::max(bins);
    lines.emplace_back("Copies and how many pieces have them");
    for (auto bin = first; bin != last; ++bin) {
        auto const number = bin - bins.begin();
        bool const is_open = std::next(bin) == bins.end();
        lines.push_back(fmt::format(
            "  {:>11}{}{} {} {}", number, is_open ? "+" : " ", "",
            bar(static_cast<double>(*bin) / static_cast<double>(most), bar_columns), *bin));
    }
}

std::string holder_text(api::HolderView const& holder) {
    return holder.client.empty()
               ? api::to_string(holder.endpoint)
               : fmt::format("{} ({})", api::to_string(holder.endpoint), holder.client);
}

std::string listed(std::vector<api::HolderView> const& holders) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, holders.size()); ++i)
        text += (i > 0 ? ", " : "") + holder_text(holders[i]);
    if (holders.size() > most)
        text +=
            fmt::format(" and {}{} more", holders.size() - most, holders.size() >= 20 ? "+" : "");
    return text;
}

std::string rarest_text(api::CopiesView const& copies) {
    constexpr std::size_t most = 8;
    std::string numbers;
    for (std::size_t i = 0; i < std::min(most, copies.rarest.size()); ++i)
        numbers += fmt::format("{}{}", i > 0 ? ", " : "", copies.rarest[i]);
    if (copies.rarest_count > static_cast<std::int64_t>(most))
        numbers += "…";
    return fmt::format("{} {} with {} {} ({}){}", copies.rarest_count,
                       copies.rarest_count == 1 ? "piece" : "pieces", copies.min,
                       copies.min == 1 ? "copy" : "copies", numbers,
                       copies.rarest_holders.empty() ? ""
                                                     : ", at " + listed(copies.rarest_holders));
}

std::string duration(double seconds) {
    return format_duration(std::chrono::seconds{std::llround(seconds)});
}

std::string durability_text(api::DurabilityView const& view) {
    auto const half = view.half_life ? "half-life " + duration(*view.half_life)
                                     : std::string{"half-life over a year"};
    constexpr double little = 6; // peer-hours: the prior weighs as much
    return fmt::format(
        "{:.0f} % in 1 h, {:.0f} % in 24 h at least, {:.0f} % and {:.0f} % if others "
        "go on coming; {}; {}{} sessions seen to end in {:.1f} peer-hours",
        view.h1 * 100, view.h24 * 100, view.h1_open * 100, view.h24_open * 100, half,
        view.peer_hours < little ? "mostly assumed, from " : "from ", view.sessions_ended,
        view.peer_hours);
}

std::string churn_text(api::ChurnView const& view) {
    return fmt::format("{:.1f} come and {:.1f} go a minute{}", view.arrivals_5, view.departures_5,
                       view.median_session ? ", half stay " + duration(*view.median_session)
                                           : std::string{});
}

/// Empty: no piece was seen to come up, or none came as far as a second copy.
std::string replication_text(api::ReplicationView const& view) {
    struct Lag {
        char const* copy;
        std::optional<double> seconds;
    };

    std::string text;
    for (auto const& [copy, seconds] :
         {Lag{"2nd", view.to_2}, Lag{"4th", view.to_4}, Lag{"8th", view.to_8}})
        if (seconds)
            text +=
                fmt::format("{}{} after {}", text.empty() ? "" : ", ", copy, duration(*seconds));
    return text.empty() ? text : fmt::format("{} ({} new pieces)", text, view.pieces);
}

std::string sources_text(HealthView const& view) {
    std::string text;
    for (api::SourceView const& source : view.discovery.sources)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", source.name, source.peers);
    if (text.empty())
        text = "nobody yet";
    if (view.discovery.trackers > 0)
        text += fmt::format("; {} of {} trackers work", view.discovery.trackers_working,
                            view.discovery.trackers);
    if (view.discovery.scrape_seeds)
        text += fmt::format(", they count {} seeds and {} leeches", *view.discovery.scrape_seeds,
                            view.discovery.scrape_leeches.value_or(0));
    return text;
}

/// Empty: it is off.
std::string dht_text(api::DhtView const& dht) {
    if (!dht.enabled)
        return {};
    auto text = fmt::format("{} nodes known", dht.nodes);
    if (dht.network_size)
        text += fmt::format(", about {} in all", format_estimate(*dht.network_size));
    if (dht.lookups == 0)
        return text + "; not asked for it in the last hour";
    text += fmt::format("; {} of {} lookups found nodes", dht.lookups - dht.lookups_failed,
                        dht.lookups);
    if (dht.lookup_p50)
        text += fmt::format(" (half within {:.1f} s)", *dht.lookup_p50);
    text += fmt::format("; {} of {} queries answered", dht.asked - dht.timeouts, dht.asked);
    if (dht.reply_p50 && dht.reply_p95)
        text += fmt::format(" (half within {:.0f} ms, 95 % within {:.0f})", *dht.reply_p50 * 1000,
                            *dht.reply_p95 * 1000);
    if (dht.fitting_ids)
        text += fmt::format("; {:.0f} % of ids fit their address", *dht.fitting_ids * 100);
    return text;
}

/// Empty: it was not told to the DHT.
std::string announced_text(api::AnnouncedView const& view) {
    if (!view.ago)
        return {};
    auto text = fmt::format("{} ago to {} DHT nodes, {} keep it", duration(*view.ago), view.told,
                            view.stored);
    return view.next_in ? text + ", again in " + duration(*view.next_in) : text;
}

void add(Lines& lines, std::string_view name, std::string const& text) {
    lines.push_back(fmt::format("  {:<13} {}", name, text));
}

void add_figures(HealthView const& view, Lines& lines) {
    auto const& copies = view.copies;
    lines.emplace_back("Figures");
    if (view.pieces > 0 && copies.seeds + copies.leeches > 0) {
        add(lines, "rarest", rarest_text(copies));
        for (std::size_t i = 0; i < std::min<std::size_t>(3, copies.sole_holders.size()); ++i)
            add(lines, "sole holder",
                fmt::format("{} alone has {} pieces", holder_text(copies.sole_holders[i]),
                            copies.sole_holders[i].pieces));
        add(lines, "complete", durability_text(view.durability));
    }
    add(lines, "churn", churn_text(view.churn));
    if (view.throughput.swarm_rate > 0)
        add(lines, "moves", format_rate(view.throughput.swarm_rate) + " in all, by their HAVEs");
    if (auto const text = replication_text(view.replication); !text.empty())
        add(lines, "copies spread", text);
    add(lines, "found by", sources_text(view));
    if (auto const text = announced_text(view.discovery.announced); !text.empty())
        add(lines, "announced", text);
    if (auto const text = dht_text(view.dht); !text.empty())
        add(lines, "DHT", text);
    if (!view.dht.eclipse.empty())
        add(lines, "surrounded?", view.dht.eclipse);
    if (view.discovery.pex_groups.size() > 1)
        add(lines, "PEX groups",
            fmt::format("{} peers that name nobody in common",
                        fmt::join(view.discovery.pex_groups, " and ")));
    if (!view.discovery.partition.empty())
        add(lines, "split?", view.discovery.partition);
}

} // namespace

std::string observed_text(api::ObservedView const& observed) {
    constexpr double stale = 15; // torrents with peers are looked at every 10 s
    auto const ago = observed.ago > stale ? ", last " + duration(observed.ago) + " ago" : "";
    return fmt::format("{}: {} {}, {} told what they have{}", duration(observed.seconds),
                       observed.peers, observed.peers == 1 ? "peer" : "peers", observed.bitfields,
                       ago);
}

Lines health_text(HealthView const& view) {
    Lines lines{title(view), "seen for " + observed_text(view.observed), ""};
    if (!view.components.empty()) {
        add_components(view, lines);
        lines.emplace_back();
    }
    add_advice(view, lines);
    add_histogram(view.copies, lines);
    add_figures(view, lines);
    return lines;
}

Lines why_text(api::WhyView const& view) {
    auto const& name = view.name.empty() ? api::display(view.info_hash) : view.name;
    Lines lines{fmt::format("{}: seen for {}", name, observed_text(view.observed))};
    if (view.causes.empty()) {
        lines.emplace_back("nothing is wrong that can be seen from here");
        return lines;
    }
    int rank = 0;
    for (api::CauseView const& cause : view.causes) {
        lines.emplace_back();
        lines.push_back(
            fmt::format("{}. {} ({:.0f} % sure)", ++rank, cause.title, cause.confidence * 100));
        for (std::string const& evidence : cause.evidence)
            lines.push_back("   " + evidence);
        lines.push_back("   → " + cause.fix);
    }
    return lines;
}

} // namespace shoal::cli
