#include "ui-cli/cli/reports/lab_report.hpp"

#include "core/base/units.hpp"
#include "ui-cli/cli/reports/get_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace shoal::cli {
namespace {

using Json = nlohmann::ordered_json;
using api::LabPeer;
using api::LabReport;
using api::LabTimes;
using Lines = std::vector<std::string>;

struct Totals {
    int downloaders = 0;
    int complete = 0;
    int left = 0; ///< before they had all of it
    std::int64_t downloaded = 0;
    std::int64_t uploaded = 0;
    std::int64_t wasted = 0;
};

Totals totals(LabReport const& report) {
    Totals sum;
    for (LabPeer const& peer : report.peers) {
        sum.uploaded += peer.uploaded;
        if (!downloads(peer.role))
            continue;
        ++sum.downloaders;
        sum.complete += peer.complete ? 1 : 0;
        sum.left += peer.left && peer.seconds == 0 ? 1 : 0;
        sum.downloaded += peer.downloaded;
        sum.wasted += peer.wasted;
    }
    return sum;
}

double rounded(double value) {
    return std::round(value * 1000) / 1000;
}

Json rounded(std::optional<double> const& value) {
    return value ? Json(rounded(*value)) : Json();
}

Json peer_json(LabPeer const& peer) {
    Json json{{"name", peer.name},
              {"role", to_string(peer.role)},
              {"complete", peer.complete},
              {"arrived", rounded(peer.arrived)},
              {"left", rounded(peer.left)},
              {"seconds", rounded(peer.seconds)},
              {"downloaded", peer.downloaded},
              {"uploaded", peer.uploaded},
              {"wasted", peer.wasted},
              {"pieces_failed", peer.pieces_failed},
              {"banned", peer.banned},
              {"sources", Json(peer.sources)}};
    if (!peer.error.empty())
        json["error"] = peer.error;
    return json;
}

Json times_json(LabTimes const& times, double bound) {
    Json json{{"members", times.members},
              {"complete", times.complete},
              {"p50", rounded(times.p50)},
              {"p99", rounded(times.p99)},
              {"max", rounded(times.max)}};
    if (bound > 0)
        json.update({{"p50_over_bound", rounded(times.p50 / bound)},
                     {"p99_over_bound", rounded(times.p99 / bound)},
                     {"max_over_bound", rounded(times.max / bound)}});
    return json;
}

Json summary_json(LabReport const& report) {
    auto const sum = totals(report);
    auto const& figures = report.figures;
    return {{"leeches", sum.downloaders},
            {"complete", sum.complete},
            {"all_complete", report.all_complete},
            {"seconds", rounded(report.seconds)},
            {"downloaded", sum.downloaded},
            {"uploaded", sum.uploaded},
            {"wasted", sum.wasted},
            {"all", times_json(figures.all, report.bound_seconds)},
            {"contributors", times_json(figures.contributors, report.bound_seconds)},
            {"free_riders", times_json(figures.free_riders, report.bound_seconds)},
            {"copies",
             {{"two", rounded(figures.copies.two)},
              {"four", rounded(figures.copies.four)},
              {"half", rounded(figures.copies.half)},
              {"all", rounded(figures.copies.all)}}},
            {"wasted_share", rounded(figures.wasted_share)},
            {"seed_copies", rounded(figures.seed_copies)},
            {"fairness", rounded(figures.fairness)},
            {"free_riding", rounded(figures.free_riding)},
            {"spread",
             {{"most", figures.spread.most},
              {"most_later", figures.spread.most_later},
              {"mean_later", rounded(figures.spread.mean_later)}}},
            {"trust",
             {{"victims", figures.trust.victims},
              {"avenged", figures.trust.avenged},
              {"innocents_banned", figures.trust.innocents}}}};
}

std::string sources_text(LabPeer const& peer) {
    std::string text;
    for (auto const& [source, count] : peer.sources)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", source, count);
    return text;
}

std::string time_text(LabPeer const& peer) {
    if (downloads(peer.role) && peer.seconds > 0)
        return fmt::format("{:.1f}s", peer.seconds);
    return peer.left ? "left" : "-";
}

Lines table(std::vector<LabPeer> const& peers) {
    std::size_t name = 10;
    std::size_t role = 6;
    for (LabPeer const& peer : peers) {
        name = std::max(name, peer.name.size());
        role = std::max(role, to_string(peer.role).size());
    }
    auto const row = [&](auto const&... cells) {
        return fmt::format("{:<{}} {:<{}} {:>8} {:>8} {:>10} {:>10} {:>10}  {}", cells...);
    };
    Lines lines{row("name", name, "role", role, "verified", "time", "received", "sent", "wasted",
                    "peers from")};
    for (LabPeer const& peer : peers)
        lines.push_back(row(
            peer.name, name, to_string(peer.role), role, peer.complete ? "yes" : percent(peer.done),
            time_text(peer), format_size(peer.downloaded), format_size(peer.uploaded),
            format_size(peer.wasted), peer.error.empty() ? sources_text(peer) : peer.error));
    return lines;
}

std::string times_text(LabTimes const& times, double bound) {
    if (times.complete == 0)
        return fmt::format("none of {} complete", times.members);
    std::string text;
    for (auto const& [name, seconds] :
         {std::pair{"p50", times.p50}, {"p99", times.p99}, {"max", times.max}}) {
        auto const ratio = bound > 0 ? fmt::format(" ({:.2f})", seconds / bound) : std::string{};
        text += fmt::format("{} {:.1f}s{}  ", name, seconds, ratio);
    }
    return text + fmt::format("{} of {}", times.complete, times.members);
}

std::string copies_text(api::LabCopies const& copies) {
    std::string text;
    for (auto const& [name, at] : {std::pair{"2", copies.two},
                                   {"4", copies.four},
                                   {"half", copies.half},
                                   {"all", copies.all}})
        if (at)
            text += fmt::format("{}{} at {:.1f}s", text.empty() ? "" : ", ", name, *at);
    return text;
}

std::string spread_text(api::LabSpread const& spread) {
    return fmt::format("{} copies at most, {:.1f} on average once all pieces were about",
                       spread.most, spread.mean_later);
}

/// Those of the whole, each under its name.
Lines figure_lines(LabReport const& report) {
    auto const& figures = report.figures;
    auto const bound = report.bound_seconds;
    Lines lines;
    auto const add = [&](std::string_view name, std::string const& text) {
        lines.push_back(fmt::format("{:<12} {}", name, text));
    };
    if (bound > 0)
        add("bound", fmt::format("{:.1f}s at these rates; times in brackets are over it", bound));
    if (figures.contributors.members > 0)
        add("leeches", times_text(figures.contributors, bound));
    if (figures.free_riders.members > 0)
        add("free riders", times_text(figures.free_riders, bound));
    if (figures.free_riding > 0)
        add("free riding", fmt::format("at {:.2f} of the leeches' speed", figures.free_riding));
    if (auto const copies = copies_text(figures.copies); !copies.empty())
        add("copies", copies);
    add("seeds sent", fmt::format("{:.2f} copies", figures.seed_copies));
    add("wasted", percent(figures.wasted_share));
    if (figures.fairness > 0)
        add("fairness", fmt::format("{:.3f} of the leeches' speeds (Jain)", figures.fairness));
    add("spread", spread_text(figures.spread));
    if (auto const& trust = figures.trust; trust.victims + trust.innocents > 0)
        add("bans", fmt::format("by {} of {} who got bad pieces; {} of innocents", trust.avenged,
                                trust.victims, trust.innocents));
    return lines;
}

std::string verdict(LabReport const& report) {
    auto const sum = totals(report);
    auto text = fmt::format("{} of {} complete and verified in {:.1f}s", sum.complete,
                            sum.downloaders, report.seconds);
    if (sum.left > 0)
        text += fmt::format("; {} left before", sum.left);
    return text;
}

} // namespace

Json lab_json(LabReport const& report) {
    auto peers = Json::array();
    for (LabPeer const& peer : report.peers)
        peers.push_back(peer_json(peer));
    return {{"schema", "shoal.lab/1"},
            {"scenario", report.scenario},
            {"seed", report.seed},
            {"size", report.size},
            {"bound_seconds", rounded(report.bound_seconds)},
            {"peers", std::move(peers)},
            {"summary", summary_json(report)}};
}

Lines lab_result(LabReport const& report) {
    auto lines = table(report.peers);
    lines.emplace_back();
    std::ranges::move(figure_lines(report), std::back_inserter(lines));
    lines.push_back(verdict(report));
    return lines;
}

} // namespace shoal::cli
