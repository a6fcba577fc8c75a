#include "core/lab/lab_figures.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace shoal::lab {
namespace {

using api::LabPeer;
using api::LabRole;
using Peers = std::vector<LabPeer>;

double total(std::vector<double> const& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double mean(std::vector<double> const& values) {
    return values.empty() ? 0 : total(values) / static_cast<double>(values.size());
}

double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

bool has_all(LabPeer const& peer) {
    return downloads(peer.role) && peer.seconds > 0;
}

template <class Wanted>
api::LabTimes times(Peers const& peers, Wanted wanted) {
    api::LabTimes times;
    std::vector<double> seconds;
    for (LabPeer const& peer : peers) {
        if (!wanted(peer.role))
            continue;
        ++times.members;
        if (has_all(peer))
            seconds.push_back(peer.seconds);
    }
    times.complete = static_cast<int>(seconds.size());
    times.p50 = percentile(seconds, 50);
    times.p99 = percentile(seconds, 99);
    times.max = percentile(seconds, 100);
    return times;
}

api::LabCopies copies(Peers const& peers) {
    std::vector<double> since; // the start, that a copy exists
    std::size_t members = 0;
    for (LabPeer const& peer : peers) {
        members += peer.role == LabRole::liar ? 0 : 1;
        if (has_all(peer))
            since.push_back(peer.arrived + peer.seconds);
        else if (peer.role == LabRole::seed)
            since.push_back(peer.arrived);
    }
    std::ranges::sort(since);
    auto const reached = [&](std::size_t count) {
        bool const is_reached = count >= 1 && count <= since.size();
        return is_reached ? std::optional{since[count - 1]} : std::nullopt;
    };
    return {reached(2), reached(4), reached((members + 1) / 2), reached(members)};
}

api::LabTrust trust(Peers const& peers) {
    std::set<std::string> liars;
    for (LabPeer const& peer : peers)
        if (peer.role == LabRole::liar)
            liars.insert(peer.name);
    api::LabTrust trust;
    for (LabPeer const& peer : peers) {
        auto const bans = std::ssize(peer.banned);
        auto const just = std::ranges::count_if(
            peer.banned, [&](auto const& name) { return liars.contains(name); });
        bool const is_victim = downloads(peer.role) && peer.pieces_failed > 0;
        trust.victims += is_victim ? 1 : 0;
        trust.avenged += is_victim && just > 0 ? 1 : 0;
        trust.innocents += static_cast<int>(bans - just);
    }
    return trust;
}

std::vector<double> speeds(Peers const& peers, LabRole role, std::int64_t size, double now) {
    std::vector<double> speeds;
    for (LabPeer const& peer : peers)
        if (peer.role == role && now > peer.arrived)
            speeds.push_back(speed(peer, size, now));
    return speeds;
}

} // namespace

double percentile(std::vector<double> values, double percent) {
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    auto const rank = std::ceil(percent / 100 * static_cast<double>(values.size()));
    return values[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
}

double jain(std::vector<double> const& values) {
    double squares = 0;
    for (double const value : values)
        squares += value * value;
    auto const sum = total(values);
    return share(sum * sum, static_cast<double>(values.size()) * squares);
}

double speed(LabPeer const& peer, std::int64_t size, double now) {
    auto const took = peer.seconds > 0 ? peer.seconds : peer.left.value_or(now) - peer.arrived;
    return share(peer.done * static_cast<double>(size), took);
}

api::LabFigures figures(Peers const& peers, std::int64_t size, double now) {
    auto const file = static_cast<double>(size);
    double wasted = 0;
    double obtained = 0;
    double seeded = 0;
    for (LabPeer const& peer : peers) {
        wasted += downloads(peer.role) ? static_cast<double>(peer.wasted) : 0;
        obtained += downloads(peer.role) ? peer.done * file : 0;
        seeded += peer.role == LabRole::seed ? static_cast<double>(peer.uploaded) : 0;
    }
    auto const contributors = speeds(peers, LabRole::leech, size, now);
    auto const free_riders = speeds(peers, LabRole::free_rider, size, now);
    return {
        .all = times(peers, [](LabRole role) { return downloads(role); }),
        .contributors = times(peers, [](LabRole role) { return role == LabRole::leech; }),
        .free_riders = times(peers, [](LabRole role) { return role == LabRole::free_rider; }),
        .copies = copies(peers),
        .wasted_share = share(wasted, obtained),
        .seed_copies = share(seeded, file),
        .fairness = jain(contributors),
        .free_riding = share(mean(free_riders), mean(contributors)),
        .trust = trust(peers),
    };
}

} // namespace shoal::lab
