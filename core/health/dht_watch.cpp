// The DHT is a stranger's word for most of what it says: what we can know is who answers, how soon,
// and how near to what was asked for. libtorrent tells none of it, but shows the packets.

#include "core/health/dht_watch.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::health {
namespace {

// A lookup that is not of ours shows the neighbourhood of its target when it was thorough: the
// routing table is refreshed by single queries, and filled by lookups of random targets.
constexpr int thorough = 8; // queries

std::optional<double> quantile(std::vector<float>& values, double share) {
    if (values.empty())
        return std::nullopt;
    auto const index = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + index, values.end());
    return values[static_cast<std::size_t>(index)];
}

/// What has to be seen of every single reply and lookup before it becomes a figure.
struct Tally {
    std::vector<float> replies, lookups;
    std::int64_t timeouts = 0;
    std::int64_t failed = 0;
    std::int64_t fitting = 0;
    std::int64_t judged = 0;

    void add(DhtLookup const& lookup) {
        lookups.push_back(lookup.took);
        failed += lookup.failed ? 1 : 0;
    }

    [[nodiscard]] api::DhtView view() {
        api::DhtView view;
        view.timeouts = timeouts;
        view.asked = timeouts + std::ssize(replies);
        view.replies = dht_reply_histogram(replies);
        view.reply_p50 = quantile(replies, 0.5);
        view.reply_p95 = quantile(replies, 0.95);
        view.lookups = std::ssize(lookups);
        view.lookups_failed = failed;
        view.lookup_p50 = quantile(lookups, 0.5);
        view.lookup_p95 = quantile(lookups, 0.95);
        if (judged > 0)
            view.fitting_ids = static_cast<double>(fitting) / static_cast<double>(judged);
        return view;
    }
};

} // namespace

double dht_distance(DhtId const& a, DhtId const& b) {
    double distance = 0;
    double weight = 1;
    for (std::size_t i = 0; i < 8; ++i) { // a double holds no more
        weight /= 256;
        distance += weight * static_cast<double>(a.at(i) ^ b.at(i));
    }
    return distance;
}

void DhtWatch::forget(DhtId const& target) {
    wanted_.erase(target);
    announces_.forget(target);
    for (bool const is_v6 : {false, true})
        surrounded_.erase({target, is_v6});
}

bool DhtWatch::observe(DhtPacket const& packet) {
    visits_.observe(packet);
    auto const fates = replies_.observe(packet);
    note(fates);
    announces_.observe(packet, fates);
    note(lookups_.observe(packet, fates));
    return !fates.empty() && fates.back().took;
}

void DhtWatch::pass(SteadyTime now) {
    auto const fates = replies_.pass(now);
    note(fates);
    note(lookups_.pass(now, fates));
    expire(now);
}

void DhtWatch::expire(SteadyTime now) {
    log_.expire(now);
    announces_.expire(now);
    std::erase_if(surrounded_,
                  [now](auto const& one) { return now - one.second.seen > DhtLookupLog::memory; });
}

void DhtWatch::note(std::vector<DhtFate> const& fates) {
    for (DhtFate const& fate : fates) {
        if (decided_.size() >= newest)
            decided_.pop_front();
        auto& decided = decided_.emplace_back();
        if (fate.took)
            decided.took = static_cast<float>(*fate.took);
    }
}

void DhtWatch::note(std::vector<DhtLookup> lookups) {
    for (DhtLookup& lookup : lookups) {
        bool const is_ours = wanted_.contains(lookup.target);
        if (!is_ours && lookup.asked < thorough)
            continue;
        census(lookup.is_v6).put(lookup.target, lookup.nearest);
        for (int i = 0; i < lookup.fitting + lookup.not_fitting; ++i) {
            if (fitting_.size() >= newest)
                fitting_.pop_front();
            fitting_.push_back(i < lookup.fitting);
        }
        if (!is_ours)
            continue;
        judge(lookup);
        expire(lookup.ended);
        log_.add(std::move(lookup));
    }
}

void DhtWatch::judge(DhtLookup const& lookup) {
    Place const place{lookup.target, lookup.is_v6};
    if (auto text = eclipse_of(lookup); !text.empty())
        surrounded_.insert_or_assign(place, Surrounded{std::move(text), lookup.ended});
    else
        surrounded_.erase(place);
}

std::string DhtWatch::eclipse_of(DhtLookup const& lookup) const {
    // One of a thousand looks surrounded by chance: of many, each in two DHTs, more has to be seen.
    auto const judged =
        static_cast<double>(censuses_.size() * std::max<std::size_t>(1, wanted_.size()));
    auto const verdict = census(lookup.is_v6).judge(lookup.target, lookup.nearest);
    if (!verdict || verdict->chance >= DhtCensus::unlikely / judged)
        return {};
    return fmt::format("the {} nodes nearest to {} are {:.0f} times as dense as elsewhere in the "
                       "DHT (by chance: {:.1g})",
                       lookup.nearest.nodes, to_hex(lookup.target), verdict->denser,
                       verdict->chance);
}

std::optional<double> DhtWatch::network_size() const {
    auto const of_v4 = census(false).size();
    return of_v4 ? of_v4 : census(true).size();
}

api::DhtView DhtWatch::session() const {
    Tally tally;
    for (Decided const& decided : decided_)
        if (decided.took)
            tally.replies.push_back(*decided.took);
        else
            ++tally.timeouts;
    for (DhtLookup const& lookup : log_.all())
        tally.add(lookup);
    tally.judged = std::ssize(fitting_);
    tally.fitting = std::ranges::count(fitting_, true);
    auto view = tally.view();
    view.network_size = network_size();
    if (!surrounded_.empty())
        view.eclipse = surrounded_.begin()->second.evidence;
    return view;
}

api::DhtView DhtWatch::of(std::vector<DhtId> const& targets) const {
    Tally tally;
    std::string eclipse;
    for (DhtId const& target : targets) {
        std::array<DhtLookup const*, 2> newest_of{}; // IPv4's and IPv6's
        auto const lookups = log_.of(target);
        for (DhtLookup const* const lookup : lookups) {
            tally.add(*lookup);
            tally.replies.insert(tally.replies.end(), lookup->replies.begin(),
                                 lookup->replies.end());
            tally.timeouts += lookup->timeouts;
            tally.fitting += lookup->fitting;
            tally.judged += lookup->fitting + lookup->not_fitting;
            newest_of.at(lookup->is_v6 ? 1 : 0) = lookup;
        }
        for (DhtLookup const* const lookup : newest_of)
            if (lookup && eclipse.empty())
                eclipse = eclipse_of(*lookup);
    }
    auto view = tally.lookups.empty() ? api::DhtView{} : tally.view();
    view.network_size = network_size();
    view.eclipse = std::move(eclipse);
    return view;
}

api::AnnouncedView DhtWatch::announced(std::vector<DhtId> const& targets, SteadyTime now) const {
    api::AnnouncedView view;
    std::optional<SteadyTime> newest_round;
    for (DhtId const& target : targets)
        if (auto const told = announces_.of(target)) {
            newest_round = std::max(newest_round.value_or(told->began), told->began);
            view.told += told->told;
            view.stored += told->stored;
        }
    if (newest_round)
        view.ago = std::chrono::duration<double>(now - *newest_round).count();
    return view;
}

} // namespace shoal::health
