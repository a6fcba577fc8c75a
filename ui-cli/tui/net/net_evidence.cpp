#include "ui-cli/tui/net/net_evidence.hpp"

#include "ui-cli/tui/draw/format.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

using Lines = std::vector<std::string>;

void add_nodes(Lines& lines, NetWatch const& net) {
    auto const lost = net.nodes_lost();
    lines.push_back(fmt::format(
        "NODES LOST  {}; {:.0f} % is alarming.",
        lost ? fmt::format("{:.0f} % since the peak of the last five minutes", *lost * 100)
             : "too few nodes to tell",
        alarming_loss * 100));
    auto const nodes = net.nodes();
    if (!nodes.empty())
        lines.push_back(fmt::format("  {} nodes now, counted every 15 s. When many vanish at once "
                                    "it is our line, a filter, or a split of the net.",
                                    grouped(nodes.back())));
}

std::string name_of(api::Snapshot const& snapshot, api::TorrentId id) {
    auto const torrent = api::find(snapshot, id);
    return !torrent                ? "a torrent that is gone"
           : torrent->name.empty() ? api::display(torrent->info_hash)
                                   : torrent->name;
}

void add_swarm(Lines& lines, std::string const& name, SwarmUnity const& seen) {
    for (auto const* const suspicion : {&seen.partition, &seen.eclipse})
        if (!suspicion->empty())
            lines.push_back(fmt::format("  ! {}: {}", name, *suspicion));
    for (auto const& [a, b, share] : seen.overlaps)
        lines.push_back(fmt::format("  {}: {:.0f} % of the peers that {} or {} named, both did",
                                    name, share * 100, a, b));
    if (seen.overlaps.empty() && seen.partition.empty() && seen.eclipse.empty())
        lines.push_back(
            fmt::format("  {}: no two sources named eight peers each: nothing to compare", name));
}

void add_swarms(Lines& lines, Model const& model) {
    auto const& swarms = model.net.swarms();
    lines.push_back(fmt::format("SOURCES AGREE  in {} looked at. One swarm is known to all of its "
                                "sources; a low overlap means that they see different parts.",
                                counted(swarms.size(), "swarm")));
    for (auto const& [id, seen] : swarms)
        add_swarm(lines, name_of(*model.snapshot, id), seen);
}

void add_check(Lines& lines, std::optional<api::DhtCheckView> const& check) {
    if (!check) {
        lines.emplace_back("DHT TEST  not made yet: it looks an id up from three sets of nodes "
                           "that have none in common, and compares what they find.");
        return;
    }
    lines.push_back(
        fmt::format("DHT TEST  {}; less than {:.0f} % is alarming.",
                    check->agreement
                        ? fmt::format("the lookups agree {:.0f} %, {} ago", *check->agreement * 100,
                                      short_time(static_cast<std::int64_t>(check->ago)))
                    : check->is_running ? "under way"
                                        : "too few answered to compare",
                    api::suspicious_agreement * 100));
    for (auto const& start : check->starts)
        lines.push_back(fmt::format("  from {}: {} nodes to begin with, {} of {} answered",
                                    start.name, start.nodes, start.answered, start.asked));
}

} // namespace

std::vector<std::string> partition_evidence(Model const& model) {
    Lines lines;
    add_nodes(lines, model.net);
    lines.emplace_back();
    add_swarms(lines, model);
    if (auto const& figures = model.net.figures()) {
        lines.emplace_back();
        add_check(lines, figures->dht_check);
        auto const& eclipse = figures->dht_seen.eclipse;
        lines.push_back(eclipse.empty() ? "SURROUNDED  nobody seems to sit around our own id."
                                        : "SURROUNDED  ! " + eclipse);
    }
    return lines;
}

} // namespace shoal::tui
