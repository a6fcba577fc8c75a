#include "core/health/durability.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace shoal::health {
namespace {

constexpr std::size_t most_sets = 512;
constexpr double hour = 3600;
constexpr double year = 365 * 24 * hour;

/// Pieces that the same leeches hold, found by the sum of a random number for each holder: two sets
/// in 2^64 collide.
std::map<std::uint64_t, std::size_t> piece_of_each_set(std::vector<PieceSet const*> const& leeches,
                                                       std::size_t pieces) {
    std::mt19937_64 numbers{1};
    std::vector<std::uint64_t> signature(pieces);
    for (PieceSet const* const held : leeches) {
        auto const number = numbers();
        held->for_each([&](std::size_t piece) {
            if (piece < pieces)
                signature[piece] += number;
        });
    }
    std::map<std::uint64_t, std::size_t> found;
    for (std::size_t i = 0; i < pieces; ++i)
        found.emplace(signature[i], i);
    return found;
}

using Set = std::vector<std::size_t>;

void drop_supersets(std::vector<Set>& by_size) {
    std::vector<Set> minimal;
    for (Set& set : by_size)
        if (std::ranges::none_of(
                minimal, [&](Set const& smaller) { return std::ranges::includes(set, smaller); }))
            minimal.push_back(std::move(set));
    by_size = std::move(minimal);
}

/// Newcomers that are still there after `seconds`, on average.
struct Newcomers {
    double seeds = 0;
    double leeches = 0;
};

/// Seconds that a newcomer is there of the next `seconds`, on average; Simpson's rule.
double presence(Survival const& survival, double seconds, std::size_t rate) {
    constexpr int steps = 16;
    double sum = 0;
    for (int i = 0; i <= steps; ++i) {
        double const weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * (1 - survival.gone(0, seconds * i / steps, rate));
    }
    return sum * seconds / steps / 3;
}

Newcomers newcomers(HolderSets const& holders, double count) {
    auto const seeds = static_cast<double>(holders.seeds.size());
    auto const all = seeds + static_cast<double>(holders.leeches.size());
    return all > 0 ? Newcomers{count * seeds / all, count * (all - seeds) / all} : Newcomers{};
}

/// How many come in a second.
double arrival_rate(HolderSets const& holders, Survival const& survival, Arrivals const& arrivals,
                    std::size_t rate) {
    constexpr double prior = 2; // arrivals
    auto const size = static_cast<double>(holders.seeds.size() + holders.leeches.size());
    return (arrivals.count + prior) /
           (arrivals.seconds + prior / std::max(1e-12, size * survival.departures(rate)));
}

double lost(HolderSets const& holders, Survival const& survival, double seconds,
            std::optional<Arrivals> const& arrivals, std::size_t rate) {
    Newcomers come;
    if (arrivals)
        come = newcomers(holders, arrival_rate(holders, survival, *arrivals, rate) *
                                      presence(survival, seconds, rate));
    double seeds_gone = std::exp(-come.seeds);
    for (double const age : holders.seeds)
        seeds_gone *= survival.gone(age, seconds, rate);
    std::vector<double> gone;
    for (double const age : holders.leeches)
        gone.push_back(survival.gone(age, seconds, rate));
    constexpr double nothing = 1e-9; // no more digits are shown
    double all_there = 1;
    for (Set const& set : holders.sets) {
        double const share = set.empty() ? 0
                                         : static_cast<double>(set.size()) /
                                               static_cast<double>(holders.leeches.size());
        double none_left = std::exp(-come.leeches * share);
        for (std::size_t i = 0; i < set.size() && none_left > nothing; ++i)
            none_left *= gone[set[i]];
        all_there *= 1 - none_left;
        if (all_there < nothing)
            break;
    }
    return seeds_gone * (1 - all_there);
}

} // namespace

HolderSets holder_sets(Sample const& sample, Availability const& seen, Sessions const& sessions) {
    HolderSets holders;
    std::vector<PieceSet const*> leeches;
    for (PeerSample const& peer : sample.peers) {
        if (!peer.is_known())
            continue;
        bool const is_seed = peer.is_seed || peer.pieces->is_full();
        (is_seed ? holders.seeds : holders.leeches).push_back(sessions.age(peer));
        if (!is_seed)
            leeches.push_back(peer.pieces.get());
    }
    std::vector<std::size_t> pieces;
    for (auto const& [signature, piece] : piece_of_each_set(leeches, seen.pieces))
        pieces.push_back(piece);
    std::ranges::sort(pieces, {}, [&](std::size_t piece) { return seen.leeches[piece]; });
    pieces.resize(std::min(pieces.size(), most_sets));
    for (std::size_t const piece : pieces) {
        auto& set = holders.sets.emplace_back();
        for (std::size_t i = 0; i < leeches.size(); ++i)
            if ((*leeches[i])[piece])
                set.push_back(i);
    }
    drop_supersets(holders.sets);
    return holders;
}

double still_complete(HolderSets const& holders, Survival const& survival, double seconds,
                      std::optional<Arrivals> const& arrivals) {
    double mean = 0;
    for (std::size_t rate = 0; rate < Survival::rates; ++rate)
        mean += lost(holders, survival, seconds, arrivals, rate) / Survival::rates;
    return std::clamp(1 - mean, 0.0, 1.0);
}

api::DurabilityView durability(HolderSets const& holders, Survival const& survival,
                               Arrivals const& arrivals) {
    api::DurabilityView view{
        .h1 = still_complete(holders, survival, hour),
        .h24 = still_complete(holders, survival, 24 * hour),
        .h1_open = still_complete(holders, survival, hour, arrivals),
        .h24_open = still_complete(holders, survival, 24 * hour, arrivals),
        .half_life = {},
        .sessions_ended = survival.ended(),
        .peer_hours = survival.watched_seconds() / hour,
    };
    double low = 0;
    double high = year;
    if (still_complete(holders, survival, high) > 0.5)
        return view;
    for (int i = 0; i < 40 && high - low > 1; ++i) {
        double const middle = (low + high) / 2;
        (still_complete(holders, survival, middle) > 0.5 ? low : high) = middle;
    }
    view.half_life = high <= 1 ? 0 : high;
    return view;
}

} // namespace shoal::health
