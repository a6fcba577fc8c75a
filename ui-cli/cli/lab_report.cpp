#include "ui-cli/cli/lab_report.hpp"

#include "core/base/units.hpp"
#include "ui-cli/cli/get_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace shoal::cli {
namespace {

using Json = nlohmann::ordered_json;
using api::LabPeer;
using api::LabReport;

struct Totals {
    int leeches = 0;
    int complete = 0;
    double done = 0; ///< mean of the leeches
    std::int64_t down_rate = 0;
    std::int64_t downloaded = 0;
    std::int64_t uploaded = 0;
    std::int64_t wasted = 0;
};

Totals totals(LabReport const& report) {
    Totals sum;
    for (auto const& peer : report.peers) {
        sum.uploaded += peer.uploaded;
        if (peer.role == "seed")
            continue;
        ++sum.leeches;
        sum.complete += peer.complete ? 1 : 0;
        sum.done += peer.done;
        sum.down_rate += peer.down_rate;
        sum.downloaded += peer.downloaded;
        sum.wasted += peer.wasted;
    }
    sum.done = sum.leeches > 0 ? sum.done / sum.leeches : 0;
    return sum;
}

double rounded(double seconds) {
    return std::round(seconds * 1000) / 1000;
}

Json peer_json(LabPeer const& peer) {
    return {{"name", peer.name},
            {"role", peer.role},
            {"complete", peer.complete},
            {"seconds", rounded(peer.seconds)},
            {"downloaded", peer.downloaded},
            {"uploaded", peer.uploaded},
            {"wasted", peer.wasted},
            {"sources", Json(peer.sources)}};
}

std::string sources_text(LabPeer const& peer) {
    std::string text;
    for (auto const& [source, count] : peer.sources)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", source, count);
    return text;
}

std::string summary_text(LabReport const& report) {
    auto const sum = totals(report);
    auto text = fmt::format("{} of {} complete and verified in {:.1f}s", sum.complete, sum.leeches,
                            report.seconds);
    if (report.bound_seconds > 0)
        text += fmt::format("; no swarm of these rates can do it in less than {:.1f}s",
                            report.bound_seconds);
    return text;
}

} // namespace

Json lab_json(LabReport const& report) {
    auto peers = Json::array();
    for (auto const& peer : report.peers)
        peers.push_back(peer_json(peer));
    auto const sum = totals(report);
    return {{"schema", "shoal.lab/1"},
            {"scenario", report.scenario},
            {"seed", report.seed},
            {"bound_seconds", rounded(report.bound_seconds)},
            {"peers", std::move(peers)},
            {"summary",
             {{"leeches", sum.leeches},
              {"complete", sum.complete},
              {"all_complete", report.all_complete},
              {"seconds", rounded(report.seconds)},
              {"downloaded", sum.downloaded},
              {"uploaded", sum.uploaded},
              {"wasted", sum.wasted}}}};
}

std::vector<std::string> lab_live(LabReport const& report) {
    std::vector<std::string> lines{fmt::format("{:<9} {:<5} {:<18} {:>6} {:>12} {:>12} {:>5}",
                                               "name", "role", "progress", "done", "down", "up",
                                               "peers")};
    for (auto const& peer : report.peers)
        lines.push_back(fmt::format("{:<9} {:<5} {} {:>6} {:>12} {:>12} {:>5}", peer.name,
                                    peer.role, bar(peer.done, 18), percent(peer.done),
                                    format_rate(peer.down_rate), format_rate(peer.up_rate),
                                    peer.connected));
    return lines;
}

std::string lab_progress(LabReport const& report) {
    auto const sum = totals(report);
    return fmt::format("{:.0f}s: {} of {} complete, {} of all, down {}", report.seconds,
                       sum.complete, sum.leeches, percent(sum.done), format_rate(sum.down_rate));
}

std::vector<std::string> lab_result(LabReport const& report) {
    std::vector<std::string> lines{fmt::format("{:<10} {:<6} {:>8} {:>8} {:>10} {:>10} {:>10}  {}",
                                               "name", "role", "verified", "time", "received",
                                               "sent", "wasted", "peers from")};
    for (auto const& peer : report.peers) {
        auto const time = peer.role == "seed" ? "-" : fmt::format("{:.1f}s", peer.seconds);
        auto const verified = peer.complete ? std::string{"yes"} : percent(peer.done);
        lines.push_back(fmt::format("{:<10} {:<6} {:>8} {:>8} {:>10} {:>10} {:>10}  {}", peer.name,
                                    peer.role, verified, time, format_size(peer.downloaded),
                                    format_size(peer.uploaded), format_size(peer.wasted),
                                    sources_text(peer)));
    }
    lines.push_back(summary_text(report));
    return lines;
}

} // namespace shoal::cli
