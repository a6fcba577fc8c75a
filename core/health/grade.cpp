// 0–100, from five components whose weights are the table below. A component that does not apply
// gives its weight to the others.

#include "core/health/grade.hpp"

#include "core/base/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shoal::health {
namespace {

using api::HealthComponent;
using api::HealthWord;

struct Weights {
    double availability = 40;
    double durability = 20;
    double throughput = 15;
    double discovery = 15;
    double reciprocity = 10;
};

constexpr Weights weights;
constexpr int incomplete_cap = 20;
constexpr int fair_from = 50;
constexpr int healthy_from = 75;

/// `share` of the weight is won.
HealthComponent component(std::string name, double weight, double share, std::string evidence,
                          std::string fix) {
    return {std::move(name), weight * std::clamp(share, 0.0, 1.0), weight, std::move(evidence),
            std::move(fix)};
}

HealthComponent inapplicable(std::string name, std::string why) {
    return {std::move(name), 0, 0, std::move(why), {}};
}

std::string holders_text(Findings const& all) {
    if (all.seen.sole_holders.empty())
        return {};
    std::int64_t pieces = 0;
    for (SoleHolder const& holder : all.seen.sole_holders)
        pieces += holder.pieces;
    return fmt::format("; {} of {} pieces have one holder", pieces, all.seen.pieces);
}

/// Seeds hang up on each other: that is no loss to the swarm.
std::string away_text(Availability const& seen) {
    if (seen.away == 0)
        return {};
    return seen.away == 1
               ? "; 1 more had all as it parted from us, and counts"
               : fmt::format("; {} more had all as they parted from us, and count", seen.away);
}

std::string availability_fix(Findings const& all) {
    if (all.seen.min == 0)
        return "ask who had it before, or add a tracker or web seed: what nobody has cannot come";
    if (!all.seen.without_us && all.sample.us.have.count() > 0)
        return "stay: without us it is incomplete";
    if (all.seen.min < 3)
        return "seed it: each copy more is worth most while there are few";
    return {};
}

HealthComponent of_availability(Findings const& all) {
    constexpr double telling = 2.5; // copies that are worth 63 %; ten are worth 98 %
    return component(
        "availability", weights.availability,
        all.seen.min == 0 ? 0 : 1 - std::exp(-all.seen.distributed / telling),
        fmt::format(
            "at least {} {} of each piece, {:.2f} distributed; {} seeds, {} "
            "leeches{}{}{}",
            all.seen.min, all.seen.min == 1 ? "copy" : "copies", all.seen.distributed,
            all.seen.seeds, all.seen.known - all.seen.seeds, away_text(all.seen), holders_text(all),
            all.throughput.has_hidden_source ? "; pieces come that nobody here had: a seed hides"
                                             : ""),
        availability_fix(all));
}

HealthComponent of_durability(Findings const& all) {
    auto const& chance = all.durability;
    return component("durability", weights.durability, (chance.h1 + chance.h24) / 2,
                     fmt::format("the others have it all in 1 h with at least {:.0f} %, in 24 h "
                                 "{:.0f} %; {} sessions seen to end in {:.1f} peer-hours",
                                 chance.h1 * 100, chance.h24 * 100, chance.sessions_ended,
                                 chance.peer_hours),
                     chance.h24 < 0.8 ? "a seed that stays for a day would hold it" : "");
}

/// Pieces are counted whole: nothing may come of a minute in which all went well.
bool can_judge_throughput(Findings const& all) {
    constexpr double least_rate = 4096;
    auto const could_come = all.observed.seconds * all.leeches * least_rate;
    return all.leeches > 0 && (all.throughput.swarm_rate + all.throughput.our_rate > 0 ||
                               could_come >= static_cast<double>(all.sample.us.piece_size));
}

HealthComponent of_throughput(Findings const& all) {
    if (all.leeches == 0)
        return inapplicable("throughput", "nobody is downloading");
    if (!can_judge_throughput(all))
        return inapplicable("throughput", "too short a look for pieces of this size");
    // Each leech: 4 KiB/s is worth nothing, 1 MiB/s all.
    auto const rate = all.throughput.swarm_rate + all.throughput.our_rate;
    double const each = static_cast<double>(rate) / all.leeches;
    constexpr double least = 4096;
    constexpr double octaves = 8;
    return component("throughput", weights.throughput,
                     each > least ? std::log2(each / least) / octaves : 0,
                     all.leeches == 1 ? fmt::format("1 leech comes to have {}", format_rate(rate))
                                      : fmt::format("{} leeches come to have {} together",
                                                    all.leeches, format_rate(rate)),
                     each < 16 * least ? "more upload of whoever has it would help" : "");
}

int sources_working(api::DiscoveryView const& view) {
    return static_cast<int>(std::ranges::count_if(view.sources, [](api::SourceView const& source) {
        return source.peers > 0 && source.name != "resume";
    }));
}

std::string discovery_fix(Findings const& all, int sources) {
    auto const& view = all.discovery;
    if (!all.sample.dht.eclipse.empty())
        return "a tracker, PEX or --peer goes around whoever surrounds it in the DHT";
    if (!view.partition.empty())
        return "announce to every tracker, and let PEX and DHT be on: the halves must meet";
    if (view.trackers > view.trackers_working)
        return "replace the trackers that fail";
    if (sources < 2 && !all.sample.us.is_private)
        return "a second way to find peers: a tracker, or the DHT";
    return {};
}

/// Empty: it was not asked.
std::string dht_text(api::DhtView const& dht) {
    if (dht.lookups == 0)
        return {};
    auto text = fmt::format("; {} of {} DHT lookups found nodes", dht.lookups - dht.lookups_failed,
                            dht.lookups);
    if (dht.lookup_p50)
        text += fmt::format(", in {:.1f} s", *dht.lookup_p50);
    if (!dht.eclipse.empty())
        text += "; " + dht.eclipse;
    return text;
}

HealthComponent of_discovery(Findings const& all) {
    auto const& view = all.discovery;
    int const sources = sources_working(view);
    double share = sources == 0 ? 0 : sources == 1 ? 0.6 : sources == 2 ? 0.85 : 1;
    if (all.sample.us.is_private && sources > 0)
        share = 1;
    if (view.trackers > 0)
        share *= 0.75 + 0.25 * view.trackers_working / view.trackers;
    if (!view.partition.empty() || !all.sample.dht.eclipse.empty())
        share *= 0.5;
    std::string names;
    for (api::SourceView const& source : view.sources)
        names += fmt::format("{}{} {}", names.empty() ? "" : ", ", source.name, source.peers);
    return component(
        "discovery", weights.discovery, share,
        fmt::format("peers met by {}{}{}{}", names.empty() ? "nothing" : names,
                    view.trackers > 0 ? fmt::format("; {} of {} trackers work",
                                                    view.trackers_working, view.trackers)
                                      : std::string{},
                    dht_text(all.sample.dht), view.partition.empty() ? "" : "; " + view.partition),
        discovery_fix(all, sources));
}

HealthComponent of_reciprocity(Findings const& all) {
    auto const& view = all.reciprocity;
    if (!view.applies)
        return inapplicable("reciprocity", "we want nothing, so nobody owes us anything");
    if (view.judged == 0)
        return inapplicable("reciprocity", "nobody had the time to give back yet");
    double const riders = static_cast<double>(view.free_riders) / view.judged;
    return component("reciprocity", weights.reciprocity, 1 - riders,
                     fmt::format("{} of {} that we feed give nothing back ({:.0f}–{:.0f} %)",
                                 view.free_riders, view.judged, view.free_low * 100,
                                 view.free_high * 100),
                     riders > 0.5 ? "fewer upload slots serve those who give" : "");
}

/// Brings the weights of what applies to 100, and what cost most to the front.
void settle(std::vector<HealthComponent>& components) {
    double all = 0;
    for (HealthComponent const& part : components)
        all += part.of;
    for (HealthComponent& part : components) {
        part.points *= 100 / all;
        part.of *= 100 / all;
    }
    std::ranges::stable_sort(components, std::greater{},
                             [](HealthComponent const& part) { return part.of - part.points; });
}

/// Why nothing of a swarm is to be seen; empty while it takes part.
std::string absence(OurSample const& us) {
    if (us.state == api::TorrentState::paused)
        return us.goal_met ? "it gave as much as it was told to, and paused" : "it is paused";
    if (us.state == api::TorrentState::queued)
        return fmt::format("it waits in the queue, at place {}", us.queue_position);
    if (us.state == api::TorrentState::error)
        return "it stopped: " + us.error;
    return {};
}

std::string missing_evidence(Findings const& all) {
    if (auto why = absence(all.sample.us); !why.empty())
        return why;
    if (!all.sample.us.has_metadata)
        return "the metadata is not known yet";
    if (all.observed.bitfields < least_bitfields)
        return fmt::format("{} of the {} peers that it takes said what they have",
                           all.observed.bitfields, least_bitfields);
    if (all.observed.seconds < least_seconds)
        return fmt::format("{:.0f} of the {:.0f} s that it takes were seen", all.observed.seconds,
                           least_seconds);
    return {};
}

HealthWord word_of(Findings const& all, int points) {
    if (all.seen.min == 0)
        return all.sample.scrape_seeds.value_or(0) > 0 || all.throughput.has_hidden_source
                   ? HealthWord::incomplete
                   : HealthWord::dead;
    return points >= healthy_from ? HealthWord::healthy
           : points >= fair_from  ? HealthWord::fair
                                  : HealthWord::at_risk;
}

} // namespace

Grade grade(Findings const& findings) {
    Grade result;
    result.missing = missing_evidence(findings);
    if (!result.missing.empty())
        return result;
    result.components = {of_availability(findings), of_durability(findings),
                         of_throughput(findings), of_discovery(findings), of_reciprocity(findings)};
    settle(result.components);
    double sum = 0;
    for (HealthComponent const& part : result.components)
        sum += part.points;
    int points = static_cast<int>(std::lround(sum));
    result.word = word_of(findings, points);
    if (result.word == HealthWord::incomplete)
        points = std::min(points, incomplete_cap);
    if (result.word == HealthWord::dead)
        points = 0;
    result.points = points;
    return result;
}

} // namespace shoal::health
