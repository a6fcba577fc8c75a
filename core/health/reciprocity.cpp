#include "core/health/reciprocity.hpp"

#include <algorithm>
#include <cmath>

namespace shoal::health {
namespace {

constexpr auto step = std::chrono::seconds{10};
constexpr std::size_t steps = 60;
constexpr std::size_t most_peers = 20;

char mark(PeerSample const& peer) {
    bool const we_serve = peer.it_wants && !peer.we_choke;
    bool const it_serves = peer.we_want && !peer.it_chokes;
    return we_serve && it_serves ? '=' : we_serve ? '>' : it_serves ? '<' : '.';
}

double index(PeerSample const& peer) {
    auto const [less, more] = std::minmax(peer.downloaded, peer.uploaded);
    return more > 0 ? static_cast<double>(less) / static_cast<double>(more) : 0;
}

double share_of_top(std::vector<double> const& descending, std::size_t top) {
    double all = 0;
    double first = 0;
    for (std::size_t i = 0; i < descending.size(); ++i) {
        all += descending[i];
        first += i < top ? descending[i] : 0;
    }
    return all > 0 ? first / all : 0;
}

} // namespace

double jain(std::vector<double> const& shares) {
    double sum = 0;
    double squares = 0;
    for (double const share : shares) {
        sum += share;
        squares += share * share;
    }
    return squares > 0 ? sum * sum / (static_cast<double>(shares.size()) * squares) : 0;
}

Interval wilson(int hits, int trials) {
    if (trials == 0)
        return {0, 1};
    constexpr double z = 1.96;
    double const n = trials;
    double const share = hits / n;
    double const middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    double const half =
        z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

void Reciprocity::observe(Sample const& sample) {
    double const passed = last_ ? std::chrono::duration<double>(sample.at - *last_).count() : 0;
    last_ = sample.at;
    std::map<PeerNumber, Record> still;
    for (PeerSample const& peer : sample.peers) {
        Record record;
        if (auto const known = records_.find(peer.number); known != records_.end())
            record = std::move(known->second);
        if (peer.it_wants && !peer.we_choke && peer.we_want) {
            record.served_seconds += passed;
            record.served_bytes += peer.uploaded - record.given_before;
        }
        record.given_before = peer.uploaded;
        record.was_wanted = record.was_wanted || peer.we_want;
        if (sample.at >= record.next_step) {
            record.next_step = sample.at + step;
            record.history += mark(peer);
            if (record.history.size() > steps)
                record.history.erase(0, 1);
        }
        still.emplace(peer.number, std::move(record));
    }
    records_ = std::move(still);
}

bool Reciprocity::rides_free(PeerSample const& peer, Record const& record) {
    return record.served_seconds >= least_served_seconds &&
           record.served_bytes >= least_served_bytes && peer.downloaded == 0;
}

api::ReciprocityView Reciprocity::view(Sample const& sample) const {
    api::ReciprocityView view;
    view.applies = !sample.us.is_observing && !sample.us.wants_nothing();
    std::vector<double> gave;
    for (PeerSample const& peer : sample.peers) {
        auto const found = records_.find(peer.number);
        if (found == records_.end())
            continue;
        Record const& record = found->second;
        bool const is_free_rider = rides_free(peer, record);
        bool const had_the_chance = record.served_seconds >= least_served_seconds;
        view.judged += had_the_chance ? 1 : 0;
        view.free_riders += is_free_rider ? 1 : 0;
        if (record.was_wanted)
            gave.push_back(static_cast<double>(peer.downloaded));
        view.peers.push_back({.endpoint = peer.name.endpoint,
                              .client = peer.client,
                              .given = peer.uploaded,
                              .taken = peer.downloaded,
                              .index = index(peer),
                              .is_free_rider = is_free_rider,
                              .history = record.history});
    }
    view.fairness = jain(gave);
    std::ranges::sort(gave, std::greater{});
    view.top_1 = share_of_top(gave, 1);
    view.top_10 = share_of_top(gave, 10);
    auto const [low, high] = wilson(view.free_riders, view.judged);
    view.free_low = low;
    view.free_high = high;
    std::ranges::stable_sort(view.peers, std::greater{},
                             [](api::GivingView const& peer) { return peer.given + peer.taken; });
    view.peers.resize(std::min(view.peers.size(), most_peers));
    return view;
}

} // namespace shoal::health
