#include "ui-cli/tui/net/net_watch.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

constexpr auto step = 15s;
constexpr std::size_t steps_of_five_minutes = 20;
// Fewer come and go all the time.
constexpr std::int64_t telling_nodes = 20;
// A swarm of fewer peers has no two sources that could differ.
constexpr int telling_peers = 4;
constexpr std::size_t most_watched = 20;
// How long what a check of the DHT found is a reason to alarm.
constexpr double worth_telling_s = 3600;

DhtTraffic traffic_between(api::SessionFigures const& before, api::SessionFigures const& now) {
    auto const seconds = now.uptime - before.uptime;
    auto const rate = [&](auto const& sum_of) {
        return static_cast<double>(sum_of(now.dht) - sum_of(before.dht)) / seconds;
    };
    using api::DhtFigures;
    return {rate([](DhtFigures const& dht) { return dht.messages_in; }),
            rate([](DhtFigures const& dht) { return dht.messages_out; }),
            rate([](DhtFigures const& dht) { return dht.dropped_in + dht.dropped_out; }),
            rate([](DhtFigures const& dht) { return dht.bytes_in; }),
            rate([](DhtFigures const& dht) { return dht.bytes_out; })};
}

/// Nothing: it was as it should be, is not known, or was long ago.
std::optional<NetAlarm> alarm_of(std::optional<api::DhtCheckView> const& check) {
    bool const is_suspicious = check && check->agreement && check->ago < worth_telling_s &&
                               *check->agreement < api::suspicious_agreement;
    if (!is_suspicious)
        return std::nullopt;
    return NetAlarm{fmt::format("lookups from disjoint starts agree only {:.0f} %: is the DHT "
                                "filtered, or are we surrounded?",
                                *check->agreement * 100)};
}

std::string name_of(api::TorrentView const& torrent) {
    return torrent.name.empty() ? api::display(torrent.info_hash) : torrent.name;
}

} // namespace

bool NetWatch::sample(std::int64_t nodes, SteadyTime now) {
    if (now < next_)
        return false;
    next_ = now + step;
    nodes_.push_back(nodes);
    if (nodes_.size() > node_steps)
        nodes_.pop_front();
    return true;
}

void NetWatch::take(api::SessionFigures figures) {
    bool const is_later = figures_ && figures.uptime > figures_->uptime;
    traffic_ = is_later ? std::optional{traffic_between(*figures_, figures)} : std::nullopt;
    if (figures_ && figures.uptime < figures_->uptime)
        nodes_.clear(); // they were another session's
    figures_ = std::move(figures);
}

void NetWatch::take(api::TorrentId id, api::HealthView const& health) {
    swarms_[id] = {health.discovery.partition, health.dht.eclipse, health.discovery.overlaps};
}

void NetWatch::keep_only(std::vector<api::TorrentId> const& swarms) {
    std::erase_if(swarms_, [&](auto const& seen) {
        return std::ranges::find(swarms, seen.first) == swarms.end();
    });
}

std::vector<std::int64_t> NetWatch::nodes() const {
    return {nodes_.begin(), nodes_.end()};
}

std::optional<double> NetWatch::nodes_lost() const {
    auto const begin = nodes_.size() > steps_of_five_minutes
                           ? nodes_.end() - std::ptrdiff_t{steps_of_five_minutes}
                           : nodes_.begin();
    auto const peak = std::max_element(begin, nodes_.end());
    if (peak == nodes_.end() || *peak < telling_nodes)
        return std::nullopt;
    return 1 - static_cast<double>(nodes_.back()) / static_cast<double>(*peak);
}

std::vector<api::OverlapView> overlaps(NetWatch const& watch) {
    struct Sum {
        double share = 0;
        int swarms = 0;
    };

    std::map<std::pair<std::string, std::string>, Sum> sums;
    for (auto const& [id, seen] : watch.swarms())
        for (auto const& [a, b, share] : seen.overlaps) {
            auto& sum = sums[{a, b}];
            sum.share += share;
            ++sum.swarms;
        }
    std::vector<api::OverlapView> means;
    for (auto const& [pair, sum] : sums)
        means.push_back({pair.first, pair.second, sum.share / sum.swarms});
    return means;
}

std::vector<NetAlarm> alarms(NetWatch const& watch, api::Snapshot const& snapshot) {
    std::vector<NetAlarm> all;
    if (auto const lost = watch.nodes_lost(); lost.value_or(0) >= alarming_loss)
        all.push_back({fmt::format("{:.0f} % of the DHT's nodes lost within 5 min: is the line, or "
                                   "a filter, at fault?",
                                   *lost * 100)});
    if (watch.figures() && !watch.figures()->dht_seen.eclipse.empty())
        all.push_back({watch.figures()->dht_seen.eclipse});
    if (watch.figures())
        if (auto alarm = alarm_of(watch.figures()->dht_check))
            all.push_back(*std::move(alarm));
    for (auto const& [id, seen] : watch.swarms())
        for (auto const* const suspicion : {&seen.partition, &seen.eclipse})
            if (auto const torrent = api::find(snapshot, id); torrent && !suspicion->empty())
                all.push_back({name_of(*torrent) + ": " + *suspicion, id});
    return all;
}

std::vector<api::TorrentId> watched_swarms(api::Snapshot const& snapshot) {
    std::vector<api::TorrentView const*> large;
    for (auto const& torrent : snapshot.torrents)
        if (torrent->peers >= telling_peers)
            large.push_back(torrent.get());
    auto const kept = std::min(large.size(), most_watched);
    std::ranges::partial_sort(large, large.begin() + static_cast<std::ptrdiff_t>(kept),
                              std::greater{}, &api::TorrentView::peers);
    std::vector<api::TorrentId> ids;
    for (std::size_t i = 0; i < kept; ++i)
        ids.push_back(large[i]->id);
    std::ranges::sort(ids);
    return ids;
}

} // namespace shoal::tui
