#include "core/base/units.hpp"
#include "core/health/causes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::health {
namespace {

constexpr double soon = 20; // seconds in which peers are usually found

/// Whether somebody gives, or, since nobody gives to an observer, would have all to give.
bool is_fed(Case const& patient) {
    if (patient.sample.us.is_observing)
        return patient.seen.pieces > 0 && patient.seen.without_us;
    return std::ranges::any_of(patient.sample.peers, [](PeerSample const& peer) {
        return peer.down_rate > 0 || !peer.it_chokes;
    });
}

/// How much it matters that a way to peers is closed.
double weight(Case const& patient, double when_lonely) {
    if (patient.is_lonely())
        return when_lonely;
    return is_fed(patient) ? 0.1 : 0.35;
}

std::string text(double seconds) {
    return format_duration(std::chrono::seconds{static_cast<std::int64_t>(seconds)});
}

void trackers(Case const& patient, Causes& causes) {
    auto const& all = patient.sample.trackers;
    Causes::value_type refuse{"tracker_refuses",
                              "the tracker refuses us",
                              0,
                              {},
                              "see what it says: the torrent may not be registered, or you not "
                              "logged in; else use another tracker"};
    Causes::value_type dead{"trackers_unreachable",
                            "the trackers cannot be reached",
                            0,
                            {},
                            "check the network and the address; add a tracker that works, or let "
                            "the DHT be on"};
    for (TrackerSample const& tracker : all) {
        if (tracker.error.empty())
            continue;
        auto evidence = fmt::format("{}: {}", tracker.url, tracker.error);
        if (tracker.since)
            evidence += fmt::format(
                ", for {}",
                text(std::chrono::duration<double>(patient.sample.at - *tracker.since).count()));
        (tracker.is_refusing ? refuse : dead).evidence.push_back(std::move(evidence));
    }
    auto const failing = refuse.evidence.size() + dead.evidence.size();
    if (failing == 0)
        return;
    if (dead.evidence.size() < all.size())
        dead.title = dead.evidence.size() == 1 ? "a tracker cannot be reached"
                                               : "some trackers cannot be reached";
    double const share = static_cast<double>(failing) / static_cast<double>(all.size());
    refuse.confidence = weight(patient, 0.88) * share;
    dead.confidence = weight(patient, 0.85) * share;
    for (auto* const cause : {&refuse, &dead})
        if (!cause->evidence.empty())
            causes.push_back(std::move(*cause));
}

bool answers(api::DhtView const& dht) {
    return dht.lookups == 0 || dht.lookups_failed < dht.lookups;
}

void dht_empty(Case const& patient, Causes& causes) {
    auto const& dht = patient.sample.dht;
    double const lasted = patient.course.without_dht();
    bool const is_empty = lasted >= soon;
    if (patient.sample.us.is_private || (!is_empty && answers(dht)))
        return;
    bool const is_only_way = patient.sample.trackers.empty();
    causes.push_back(
        {"dht_empty",
         is_empty ? "the DHT knows no node" : "nobody in the DHT answers",
         weight(patient, is_only_way ? 0.9 : 0.6),
         {is_empty ? fmt::format("0 nodes for {}", text(lasted))
                   : fmt::format("{} of {} lookups found nobody who answers; {} of {} "
                                 "queries were not answered",
                                 dht.lookups_failed, dht.lookups, dht.timeouts, dht.asked)},
         "UDP may be blocked; else name a node with --dht-node"});
}

void eclipsed(Case const& patient, Causes& causes) {
    auto const& dht = patient.sample.dht;
    if (!dht.eclipse.empty() && !patient.sample.us.is_private)
        causes.push_back({"eclipsed",
                          "somebody seems to surround it in the DHT, and may hide its peers",
                          weight(patient, patient.sample.trackers.empty() ? 0.8 : 0.5),
                          {dht.eclipse},
                          "a tracker, PEX or a peer named with --peer goes around the DHT"});
}

void private_without_tracker(Case const& patient, Causes& causes) {
    auto const& sample = patient.sample;
    if (sample.us.is_private && sample.trackers.empty())
        causes.push_back(
            {"private_without_tracker",
             "it is private, and has no tracker to ask for peers",
             weight(patient, 0.96),
             {"the private flag is set, so DHT, PEX and local search are off", "0 trackers"},
             "add its tracker with 'shoal edit', or name a peer with --peer"});
}

void web_seeds(Case const& patient, Causes& causes) {
    Causes::value_type cause{"web_seed_broken",
                             "a web seed does not work",
                             0,
                             {},
                             "mend or replace the URL with 'shoal edit'"};
    for (WebSeedSample const& seed : patient.sample.web_seeds)
        if (!seed.error.empty())
            cause.evidence.push_back(fmt::format("{}: {}", seed.url, seed.error));
    // Without peers it may have been the only source; whether peers exist is not its fault.
    cause.confidence = weight(patient, 0.82);
    if (!cause.evidence.empty() && patient.wants())
        causes.push_back(std::move(cause));
}

void metadata_missing(Case const& patient, Causes& causes) {
    double const lasted = patient.course.without_metadata();
    if (lasted < soon)
        return;
    auto const peers = patient.sample.peers.size();
    causes.push_back({"metadata_missing",
                      "nobody gave us the metadata yet",
                      patient.is_lonely() ? 0.4 : 0.9,
                      {fmt::format("for {}, asking {} peers", text(lasted), peers)},
                      "wait for a peer that has it, or use the .torrent instead of the magnet"});
}

/// Most of the connections that failed did so for this.
bool is_main_fault(DialFaults const& faults, std::int64_t count) {
    return count >= 3 && count * 2 > faults.all();
}

std::string of_dials(DialFaults const& faults, std::int64_t count, std::string_view how) {
    return fmt::format("{} of {} connections that failed {}", count, faults.all(), how);
}

void dials(Case const& patient, Causes& causes) {
    auto const& faults = patient.sample.faults;
    auto const& us = patient.sample.us;
    auto const unanswered = faults.timed_out + faults.refused;
    if (!patient.wants()) { // it waits for those that want it
        if (is_main_fault(faults, unanswered) && !us.accepts_incoming)
            causes.push_back({"unreachable",
                              "peers are known, but none can dial us",
                              weight(patient, 0.6),
                              {of_dials(faults, unanswered, "were not answered"),
                               "no port of ours is open to them"},
                              "open the port that --listen names in the router and the firewall"});
        return;
    }
    // A peer hangs up on a handshake that it cannot read, or when it does not know the torrent.
    auto const encryption = faults.encryption + (us.requires_encryption ? faults.hung_up : 0);
    bool const is_half = us.format != api::Format::v1 && !us.requires_encryption;
    auto const wrong_torrent = faults.wrong_torrent + (is_half ? faults.hung_up : 0);
    if (is_main_fault(faults, encryption))
        causes.push_back(
            {"encryption_mismatch",
             "the peers do not accept our way to encrypt, or we not theirs",
             weight(patient, 0.92),
             {of_dials(faults, encryption, "did so in the encrypted handshake"),
              us.requires_encryption ? "we require encryption" : "they seem to require encryption"},
             us.requires_encryption ? "try --encryption prefer"
                                    : "let encryption be on (--encryption prefer)"});
    if (is_main_fault(faults, wrong_torrent))
        causes.push_back(
            {"wrong_swarm",
             "the peers are in the other half of a v1/v2 split",
             weight(patient, 0.9),
             {of_dials(faults, wrong_torrent, "did so because the peer has not this hash"),
              fmt::format("ours is {}", api::to_string(us.format))},
             "use the hybrid torrent or a magnet with both hashes, so that both halves are one"});
    if (is_main_fault(faults, unanswered))
        causes.push_back({"unreachable",
                          "peers are known, but we cannot reach each other",
                          weight(patient, us.accepts_incoming ? 0.75 : 0.9),
                          {of_dials(faults, unanswered, "were not answered"),
                           us.accepts_incoming ? "nobody dialled us either"
                                               : "nobody can dial us: no port is open to them"},
                          "open the port that --listen names in the router and the firewall"});
}

bool anybody_counted(Sample const& sample) {
    return sample.scrape_seeds.value_or(0) > 0 || sample.scrape_leeches.value_or(0) > 0;
}

/// Who has it all waits for those who want it, not for those who have it.
Causes::value_type loneliness(Sample const& sample, double lasted) {
    auto evidence = std::vector{fmt::format("no peer for {}", text(lasted))};
    if (sample.us.is_complete())
        return {"no_peers", "nobody wants it at the moment", 0.7, std::move(evidence),
                "nothing to do: seeds do not stay connected to each other"};
    return {"no_peers", "nobody else seems to have it", 0.7, std::move(evidence),
            "leave it running: peers come and go; or add trackers"};
}

void no_peers(Case const& patient, Causes& causes) {
    double const lasted = patient.course.lonely();
    if (lasted < soon)
        return;
    auto const& sample = patient.sample;
    auto cause = loneliness(sample, lasted);
    if (sample.dht.nodes > 0 && answers(sample.dht))
        cause.evidence.push_back(
            fmt::format("the DHT works ({} nodes) and names nobody", sample.dht.nodes));
    for (TrackerSample const& tracker : sample.trackers)
        if (tracker.error.empty() && tracker.peers)
            cause.evidence.push_back(
                fmt::format("{} works and gave {} peers", tracker.url, *tracker.peers));
    if (anybody_counted(sample) || sample.faults.all() > 0)
        cause.confidence = 0.3; // somebody is there
    causes.push_back(std::move(cause));
}

} // namespace

void causes_on_the_way(Case const& patient, Causes& causes) {
    using api::TorrentState;
    auto const state = patient.sample.us.state;
    if (state == TorrentState::paused || state == TorrentState::queued ||
        state == TorrentState::error || state == TorrentState::checking)
        return; // nobody was asked
    trackers(patient, causes);
    dht_empty(patient, causes);
    eclipsed(patient, causes);
    private_without_tracker(patient, causes);
    web_seeds(patient, causes);
    metadata_missing(patient, causes);
    dials(patient, causes);
    no_peers(patient, causes);
}

} // namespace shoal::health
