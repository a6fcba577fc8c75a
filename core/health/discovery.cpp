#include "core/health/discovery.hpp"

#include "core/health/gossip.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::health {
namespace {

bool tells(Origins origins, std::size_t bit) {
    return ((origins >> bit) & 1U) != 0;
}

// Who dials us, or was known before, came through no teller that could be compared.
constexpr std::size_t tellers = 3; // tracker, dht, pex

constexpr std::int64_t small_table = 32; // nodes: below that halves mean nothing

} // namespace

void Discovery::observe(Sample const& sample) {
    std::map<PeerNumber, std::pair<Origins, std::int64_t>> now;
    for (PeerSample const& peer : sample.peers) {
        now[peer.number] = {peer.origins, peer.downloaded};
        if (met_.size() < remembered || met_.contains(peer.name.endpoint))
            met_[peer.name.endpoint] |= peer.origins;
    }
    for (auto const& [number, peer] : current_)
        if (!now.contains(number))
            for (std::size_t bit = 0; bit < origin_count; ++bit)
                if (tells(peer.first, bit))
                    bytes_.at(bit) += peer.second;
    current_ = std::move(now);
    partition_.clear();
    watch_split(sample.at);
    watch_groups(sample);
    watch_table(sample);
}

std::vector<api::OverlapView> Discovery::overlaps() const {
    std::array<std::array<std::size_t, tellers>, tellers> both{};
    for (auto const& [endpoint, origins] : met_)
        for (std::size_t a = 0; a < tellers; ++a)
            for (std::size_t b = a; b < tellers; ++b)
                if (tells(origins, a) && tells(origins, b))
                    ++both.at(a).at(b);
    std::vector<api::OverlapView> found;
    for (std::size_t a = 0; a < tellers; ++a)
        for (std::size_t b = a + 1; b < tellers; ++b) {
            auto const of_a = both.at(a).at(a);
            auto const of_b = both.at(b).at(b);
            auto const common = both.at(a).at(b);
            if (std::min(of_a, of_b) >= least_peers)
                found.push_back(
                    {std::string{origin_name(a)}, std::string{origin_name(b)},
                     static_cast<double>(common) / static_cast<double>(of_a + of_b - common)});
        }
    return found;
}

void Discovery::watch_split(SteadyTime now) {
    std::map<Pair, SteadyTime> apart;
    for (api::OverlapView const& pair : overlaps()) {
        if (pair.share >= little_overlap)
            continue;
        auto const known = apart_.find({pair.a, pair.b});
        auto const since = known == apart_.end() ? now : known->second;
        apart.emplace(Pair{pair.a, pair.b}, since);
        if (now - since >= split_for)
            partition_ =
                fmt::format("{} and {} know different peers: {:.0f} % in common for {} min", pair.a,
                            pair.b, pair.share * 100,
                            std::chrono::duration_cast<std::chrono::minutes>(now - since).count());
    }
    apart_ = std::move(apart);
}

void Discovery::watch_groups(Sample const& sample) {
    groups_ = pex_groups(sample);
    if (groups_.size() < 2 || groups_[1] < least_group)
        return groups_apart_.reset();
    groups_apart_ = groups_apart_.value_or(sample.at);
    auto const lasted = sample.at - *groups_apart_;
    if (lasted >= split_for)
        partition_ = fmt::format("{} peers and {} others name nobody in common by PEX, for {} min",
                                 groups_[0], groups_[1],
                                 std::chrono::duration_cast<std::chrono::minutes>(lasted).count());
}

void Discovery::watch_table(Sample const& sample) {
    table_.push_back({sample.at, sample.dht.nodes, sample.us.downloaded + sample.us.uploaded});
    while (sample.at - table_.front().at > table_window)
        table_.pop_front();
    auto const& oldest = table_.front();
    bool const traffic_goes_on = table_.back().moved > oldest.moved;
    if (oldest.count >= small_table && table_.back().count * 2 <= oldest.count && traffic_goes_on)
        partition_ = fmt::format("the DHT's routing table fell from {} to {} nodes in 5 min while "
                                 "data went on flowing",
                                 oldest.count, table_.back().count);
}

api::DiscoveryView Discovery::view(Sample const& sample) const {
    api::DiscoveryView view;
    auto bytes = bytes_;
    std::array<int, origin_count> peers{};
    for (std::size_t bit = 0; bit < origin_count; ++bit) {
        for (auto const& [number, peer] : current_)
            bytes.at(bit) += tells(peer.first, bit) ? peer.second : 0;
        for (auto const& [endpoint, origins] : met_)
            peers.at(bit) += tells(origins, bit) ? 1 : 0;
        if (peers.at(bit) > 0)
            view.sources.push_back({std::string{origin_name(bit)}, peers.at(bit), bytes.at(bit)});
    }
    view.overlaps = overlaps();
    view.trackers = static_cast<int>(sample.trackers.size());
    view.trackers_working = static_cast<int>(std::ranges::count_if(
        sample.trackers, [](TrackerSample const& tracker) { return tracker.error.empty(); }));
    view.scrape_seeds = sample.scrape_seeds;
    view.scrape_leeches = sample.scrape_leeches;
    view.pex_groups = groups_;
    view.partition = partition_;
    view.announced = sample.announced;
    view.pex_peers = static_cast<int>(std::ranges::count(sample.peers, true, &PeerSample::has_pex));
    return view;
}

} // namespace shoal::health
