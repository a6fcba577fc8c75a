#include "core/health/throughput.hpp"

#include <algorithm>

namespace shoal::health {

/// Pieces that come up where nobody had them come from somewhere.
void Throughput::watch_origin(Sample const& sample) {
    if (seen_.size() != sample.us.have.size())
        seen_ = PieceSet{sample.us.have.size()};
    seen_.add(sample.us.have);
    if (std::ranges::any_of(sample.peers, &PeerSample::is_seed))
        seen_ = PieceSet::full(seen_.size());
    for (PeerSample const& peer : sample.peers)
        if (peer.pieces && seen_.add(*peer.pieces) && leeches_.contains(peer.number))
            grew_ = sample.at;
}

void Throughput::observe(Sample const& sample) {
    watch_origin(sample);
    std::map<PeerNumber, Progress> still;
    double gained = 0;
    for (PeerSample const& peer : sample.peers) {
        if (!peer.pieces || peer.is_seed)
            continue;
        auto const count = peer.pieces->count();
        auto known = leeches_.find(peer.number);
        if (known == leeches_.end() && count == peer.pieces->size())
            continue; // was complete from the start
        auto& progress = still[peer.number];
        if (known == leeches_.end()) {
            progress.pieces = count;
            progress.gain.add(sample.at, 0);
            continue;
        }
        progress = known->second;
        auto const more = static_cast<double>(count - std::min(count, progress.pieces));
        progress.gain.add(sample.at, more);
        progress.pieces = count;
        gained += more;
    }
    leeches_ = std::move(still);
    pieces_.add(sample.at, gained);
}

int Throughput::leeches(Sample const& sample) const {
    bool const we_download = !sample.us.is_observing && !sample.us.wants_nothing();
    auto const unfinished = std::ranges::count_if(
        leeches_, [&](auto const& leech) { return leech.second.pieces < sample.us.have.size(); });
    return static_cast<int>(unfinished) + (we_download ? 1 : 0);
}

api::ThroughputView Throughput::view(Sample const& sample) const {
    auto const piece_size = static_cast<double>(sample.us.piece_size);
    api::ThroughputView view;
    constexpr double most = 1e15; // two looks in one moment are no measure
    view.swarm_rate =
        static_cast<std::int64_t>(std::min(most, pieces_.a_second(sample.at) * piece_size));
    view.our_rate = sample.us.down_rate;
    if (auto const both = view.swarm_rate + view.our_rate; both > 0)
        view.our_share = static_cast<double>(view.our_rate) / static_cast<double>(both);
    view.has_hidden_source = grew_ && sample.at - *grew_ <= hidden_for;
    std::vector<double> finish;
    for (auto const& [number, leech] : leeches_) {
        auto const missing = sample.us.have.size() - std::min(leech.pieces, sample.us.have.size());
        double const rate = leech.gain.a_second(sample.at);
        if (missing > 0 && rate > 0)
            finish.push_back(static_cast<double>(missing) / rate);
    }
    if (!finish.empty()) {
        std::ranges::sort(finish);
        view.slowest_finish = finish[(finish.size() * 9 - 1) / 10];
    }
    return view;
}

} // namespace shoal::health
