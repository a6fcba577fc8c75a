#include "core/health/monitor.hpp"

#include "core/health/advice.hpp"
#include "core/health/diagnose.hpp"
#include "core/health/durability.hpp"
#include "core/health/grade.hpp"

#include <algorithm>

namespace shoal::health {
namespace {

constexpr std::size_t most_copies = 16; // of the histogram
constexpr std::size_t most_listed = 20; // pieces or peers

api::HolderView holder(Sample const& sample, std::size_t peer, std::int64_t pieces) {
    PeerSample const& who = sample.peers[peer];
    return {who.name.endpoint, who.client, pieces};
}

api::CopiesView copies(Sample const& sample, Availability const& seen) {
    api::CopiesView view{
        .min = seen.min,
        .distributed = seen.distributed,
        .histogram = seen.histogram(most_copies),
        .rarest = seen.rarest,
        .rarest_count = static_cast<std::int64_t>(seen.rarest.size()),
        .rarest_holders = {},
        .sole_holders = {},
        .only_ours = seen.only_ours,
        .seeds = seen.seeds,
        .leeches = seen.known - seen.seeds,
        .self_sustaining = seen.self_sustaining,
        .without_us = seen.without_us,
    };
    view.rarest.resize(std::min(view.rarest.size(), most_listed));
    for (std::size_t i = 0; i < std::min(seen.rarest_holders.size(), most_listed); ++i)
        view.rarest_holders.push_back(holder(sample, seen.rarest_holders[i], view.rarest_count));
    for (std::size_t i = 0; i < std::min(seen.sole_holders.size(), most_listed); ++i)
        view.sole_holders.push_back(
            holder(sample, seen.sole_holders[i].peer, seen.sole_holders[i].pieces));
    return view;
}

/// Of those that parted from us, who is more likely to be there than gone.
int still_there(std::vector<Sessions::Away> const& away, Survival const& survival) {
    return static_cast<int>(std::ranges::count_if(away, [&](Sessions::Away const& seed) {
        double gone = 0;
        for (std::size_t rate = 0; rate < Survival::rates; ++rate)
            gone += survival.gone(seed.stayed, seed.ago, rate) / Survival::rates;
        return gone < 0.5;
    }));
}

} // namespace

void Monitor::observe(Sample sample) {
    if (sample.at < last_.at)
        return;
    sessions_.observe(sample);
    throughput_.observe(sample);
    replication_.observe(sample);
    reciprocity_.observe(sample);
    discovery_.observe(sample);
    course_.observe(sample);
    if (auto const away = sessions_.seeds_away(); !away.empty())
        sample.seeds_away = still_there(away, Survival{sessions_.lengths()});
    last_ = std::move(sample);
}

api::ObservedView Monitor::observed() const {
    return {.seconds = course_.watched(),
            .peers = static_cast<int>(last_.peers.size()),
            .bitfields =
                static_cast<int>(std::ranges::count_if(last_.peers, &PeerSample::is_known))};
}

api::HealthView Monitor::health(With with) const {
    auto const seen = availability(last_);
    Survival const survival{sessions_.lengths()};
    Findings const findings{
        .sample = last_,
        .seen = seen,
        .durability =
            durability(holder_sets(last_, seen, sessions_), survival, sessions_.arrivals()),
        .throughput = throughput_.view(last_),
        .leeches = throughput_.leeches(last_),
        .discovery = discovery_.view(last_),
        .reciprocity = reciprocity_.view(last_),
        .observed = observed(),
    };
    auto verdict = grade(findings);
    api::HealthView view;
    view.pieces = static_cast<std::int64_t>(seen.pieces);
    view.grade = verdict.points;
    view.word = verdict.word;
    view.missing_evidence = std::move(verdict.missing);
    if (with == With::advice)
        view.next = advise(findings, verdict, sessions_, survival);
    view.components = std::move(verdict.components);
    view.copies = copies(last_, seen);
    view.durability = findings.durability;
    view.churn = sessions_.churn();
    view.churn.median_session = survival.median();
    view.reciprocity = findings.reciprocity;
    view.throughput = findings.throughput;
    view.replication = replication_.view();
    view.discovery = findings.discovery;
    if (!last_.us.is_private) // else it is not asked
        view.dht = last_.dht;
    view.observed = findings.observed;
    return view;
}

api::WhyView Monitor::why() const {
    api::WhyView view;
    view.causes =
        diagnose(last_, availability(last_), course_, throughput_.view(last_).has_hidden_source);
    view.observed = observed();
    return view;
}

} // namespace shoal::health
