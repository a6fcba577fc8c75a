#include "ui-cli/cli/reports/lab_live.hpp"

#include "core/base/units.hpp"
#include "ui-cli/cli/reports/get_report.hpp"

#include <fmt/format.h>

namespace shoal::cli {
namespace {

using api::LabPeer;
using api::LabReport;
using api::LabRole;

/// Some members together.
struct Together {
    int members = 0;
    int complete = 0; ///< have all, or had it when they left
    double done = 0;  ///< sum of 0–1
    std::int64_t down_rate = 0;
    std::int64_t up_rate = 0;
    int connected = 0;
};

template <class Wanted>
Together together(LabReport const& report, Wanted wanted) {
    Together sum;
    for (LabPeer const& peer : report.peers) {
        if (!wanted(peer.role))
            continue;
        ++sum.members;
        sum.complete += peer.done == 1 ? 1 : 0;
        sum.done += peer.done;
        sum.down_rate += peer.down_rate;
        sum.up_rate += peer.up_rate;
        sum.connected += peer.connected;
    }
    return sum;
}

std::string line(std::string_view name, double done, std::int64_t down, std::int64_t up,
                 int connected) {
    return fmt::format("{:<17} {} {:>6} {:>12} {:>12} {:>5}", name, bar(done, 18), percent(done),
                       format_rate(down), format_rate(up), connected);
}

std::string role_line(LabReport const& report, LabRole role, std::string_view name) {
    auto const sum = together(report, [&](LabRole other) { return other == role; });
    if (sum.members == 0)
        return {};
    return line(fmt::format("{} {}/{}", name, sum.complete, sum.members), sum.done / sum.members,
                sum.down_rate, sum.up_rate, sum.connected / sum.members);
}

} // namespace

std::vector<std::string> lab_live(LabReport const& report) {
    std::vector<std::string> lines{fmt::format("{:<17} {:<18} {:>6} {:>12} {:>12} {:>5}",
                                               fmt::format("after {:.0f}s", report.seconds),
                                               "progress", "done", "down", "up", "peers")};
    for (auto const& [role, name] : {std::pair{LabRole::seed, "seeds"},
                                     {LabRole::leech, "leeches"},
                                     {LabRole::free_rider, "free riders"},
                                     {LabRole::liar, "liars"}})
        if (auto text = role_line(report, role, name); !text.empty())
            lines.push_back(std::move(text));
    lines.emplace_back();
    for (LabPeer const& peer : report.peers)
        lines.push_back(line(peer.left ? peer.name + ", left" : peer.name, peer.done,
                             peer.down_rate, peer.up_rate, peer.connected));
    return lines;
}

std::string lab_progress(LabReport const& report) {
    auto const sum = together(report, [](LabRole role) { return downloads(role); });
    return fmt::format(
        "{:.0f}s: {} of {} complete, {} of all, down {}", report.seconds, sum.complete, sum.members,
        percent(sum.members > 0 ? sum.done / sum.members : 0), format_rate(sum.down_rate));
}

} // namespace shoal::cli
