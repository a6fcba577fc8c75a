#include "core/base/units.hpp"
#include "core/health/causes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::health {
namespace {

constexpr double patience = 60;          // seconds: as long as a peer may choke without a reason
constexpr std::int64_t slow = 16 * 1024; // bytes/s
// Until then a seed that shows its pieces one by one looks like none: they begin to come.
constexpr double too_early = 20; // seconds

struct Missing {
    std::int64_t all = 0;
    std::int64_t nowhere = 0;
    std::int64_t at_one = 0;
};

/// Of the pieces that we have not: unwanted ones count too, since what is selected is not sampled
/// by the piece.
Missing missing(Availability const& seen) {
    Missing pieces;
    for (std::size_t i = 0; i < seen.pieces; ++i) {
        if (seen.ours[i])
            continue;
        ++pieces.all;
        pieces.nowhere += seen.others(i) == 0 ? 1 : 0;
        pieces.at_one += seen.others(i) == 1 ? 1 : 0;
    }
    return pieces;
}

std::string name(PeerSample const& peer) {
    return peer.client.empty()
               ? api::to_string(peer.name.endpoint)
               : fmt::format("{} ({})", api::to_string(peer.name.endpoint), peer.client);
}

bool all_upload_only(Sample const& sample) {
    return std::ranges::all_of(
        sample.peers, [](PeerSample const& peer) { return peer.is_upload_only || peer.is_seed; });
}

/// What nobody shows is on its way all the same.
api::CauseView hidden_seed(Case const& patient, std::vector<std::string> evidence) {
    evidence.emplace_back("but pieces came up that nobody had: a seed hides what it has (BEP 16), "
                          "or is elsewhere");
    double const confidence = patient.sample.us.down_rate >= slow ? 0.3 : 0.5;
    return {"hidden_seed", "a seed shows its pieces one by one, while it is the only one",
            confidence, std::move(evidence),
            "nothing to do: it shows more when others have passed on what it gave"};
}

void pieces_nowhere(Case const& patient, Causes& causes) {
    auto const lacking = missing(patient.seen);
    if (patient.seen.known == 0 || lacking.nowhere == 0)
        return;
    auto evidence = std::vector{fmt::format("{} of {} pieces that we lack have no copy among {} "
                                            "peers",
                                            lacking.nowhere, lacking.all, patient.seen.known)};
    bool const is_stuck = std::ranges::none_of(patient.sample.peers, &PeerSample::we_want);
    bool const is_sure = is_stuck || patient.sample.us.is_observing;
    if (!is_sure && !patient.has_hidden_source && patient.course.watched() < too_early)
        return;
    double const confidence = is_sure ? 0.92 : 0.6;
    if (all_upload_only(patient.sample)) {
        evidence.emplace_back("all of them are upload-only: they have what they want, and get no "
                              "more of it");
        causes.push_back({"upload_only_swarm", "the peers are partial seeds, and none has the rest",
                          std::min(0.95, confidence + 0.03), std::move(evidence),
                          "wait for a seed, or ask one of them to select all files"});
        return;
    }
    if (patient.has_hidden_source)
        return causes.push_back(hidden_seed(patient, std::move(evidence)));
    if (patient.sample.scrape_seeds.value_or(0) > 0)
        evidence.push_back(fmt::format("a tracker counts {} seeds that we have not met",
                                       *patient.sample.scrape_seeds));
    causes.push_back({"pieces_nowhere", "some pieces are nowhere to be had", confidence,
                      std::move(evidence), "wait for a seed; ask who had it, or add trackers"});
}

/// What is left lies with one peer alone, and it is slow with it.
void sole_holder(Case const& patient, Causes& causes) {
    auto const& seen = patient.seen;
    auto const lacking = missing(seen);
    if (seen.sole_holders.empty() || patient.sample.peers.size() < 2 ||
        lacking.at_one + lacking.nowhere < lacking.all)
        return;
    PeerSample const& holder = patient.sample.peers[seen.sole_holders.front().peer];
    bool const is_slow = holder.it_chokes || holder.down_rate < slow;
    if (!is_slow || patient.sample.us.is_observing)
        return;
    causes.push_back(
        {"sole_holder",
         "what is missing is with one peer alone, which is slow",
         0.91,
         {fmt::format("{} alone has {} pieces", name(holder), seen.sole_holders.front().pieces),
          holder.it_chokes ? std::string{"it chokes us"}
                           : fmt::format("it gives {}", format_rate(holder.down_rate))},
         "be patient, and keep giving: those pieces are asked for first"});
}

void choked_by_all(Case const& patient, Causes& causes) {
    double const lasted = patient.course.choked();
    if (lasted < patience)
        return;
    auto const& us = patient.sample.us;
    auto const wanted = std::ranges::count_if(patient.sample.peers, &PeerSample::we_want);
    Causes::value_type cause{
        "choked_by_all",
        "every peer that has what we lack chokes us",
        0.87,
        {fmt::format("{} peers, for {}", wanted,
                     format_duration(std::chrono::seconds{static_cast<std::int64_t>(lasted)}))},
        "wait: optimistic slots come round"};
    if (us.upload_slots == 0) {
        cause.evidence.emplace_back("we have no upload slots: who gives nothing gets little");
        cause.fix = "let --upload-slots be 4 or more";
    } else if (us.uploaded == 0) {
        cause.evidence.emplace_back("we have given nothing yet");
    }
    causes.push_back(std::move(cause));
}

void bad_data(Case const& patient, Causes& causes) {
    auto const& us = patient.sample.us;
    if (us.pieces_failed < 3)
        return;
    double const bad = static_cast<double>(us.pieces_failed) * static_cast<double>(us.piece_size);
    double const share = bad / std::max(bad, static_cast<double>(us.downloaded));
    if (share < 0.05)
        return;
    Causes::value_type cause{"bad_data",
                             "peers send data that is wrong",
                             std::min(0.94, 0.6 + share),
                             {fmt::format("{} pieces failed their hash, {:.0f} % of what came",
                                          us.pieces_failed, share * 100)},
                             "nothing to do: who sends it is found and banned"};
    for (PeerSample const& peer : patient.sample.peers)
        if (peer.hash_fails > 0)
            cause.evidence.push_back(
                fmt::format("{} had a part in {}", name(peer), peer.hash_fails));
    causes.push_back(std::move(cause));
}

} // namespace

void causes_in_the_swarm(Case const& patient, Causes& causes) {
    if (patient.is_lonely() || !patient.wants())
        return;
    bad_data(patient, causes);
    pieces_nowhere(patient, causes);
    sole_holder(patient, causes);
    choked_by_all(patient, causes);
}

} // namespace shoal::health
