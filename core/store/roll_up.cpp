#include "core/store/roll_up.hpp"

#include <algorithm>
#include <tuple>

namespace shoal::store {
namespace {

WallTime step_begin(WallTime time, std::chrono::seconds step) {
    return WallTime{time.time_since_epoch() - time.time_since_epoch() % step};
}

double average(double first, int first_count, double second, int second_count) {
    return (first * first_count + second * second_count) / (first_count + second_count);
}

} // namespace

std::size_t tier_of(WallTime since, WallTime newest) {
    for (std::size_t tier = 0; tier + 1 < tiers.size(); ++tier)
        if (since >= newest - tiers[tier].keep)
            return tier;
    return tiers.size() - 1;
}

Sample merged(Sample const& first, Sample const& second) {
    auto const mean = [&](double Sample::*value) {
        return average(first.*value, first.count, second.*value, second.count);
    };
    auto grade = first.grade ? first.grade : second.grade;
    if (first.grade && second.grade)
        grade = average(*first.grade, first.count, *second.grade, second.count);
    return {
        .torrent = first.torrent,
        .time = first.time,
        .count = first.count + second.count,
        .grade = grade,
        .copies = mean(&Sample::copies),
        .peers = mean(&Sample::peers),
        .seeds = mean(&Sample::seeds),
        .down = mean(&Sample::down),
        .up = mean(&Sample::up),
        .joined = first.joined + second.joined,
        .left = first.left + second.left,
    };
}

std::vector<Sample> roll_up(std::vector<Sample> samples, std::chrono::seconds step) {
    for (auto& sample : samples)
        sample.time = step_begin(sample.time, step);
    std::ranges::stable_sort(samples, {}, [](Sample const& sample) {
        return std::tuple{sample.torrent, sample.time};
    });
    std::vector<Sample> rolled;
    for (auto const& sample : samples) {
        auto const same = !rolled.empty() && rolled.back().torrent == sample.torrent &&
                          rolled.back().time == sample.time;
        if (same)
            rolled.back() = merged(rolled.back(), sample);
        else
            rolled.push_back(sample);
    }
    return rolled;
}

History thinned(History history, std::size_t most) {
    if (history.samples.size() <= most)
        return history;
    auto const range = history.samples.back().time - history.samples.front().time;
    // One less: the steps since 1970 may cut the range into one more.
    auto const steps = range / history.step / static_cast<std::int64_t>(most - 1) + 1;
    history.step *= steps;
    history.samples = roll_up(std::move(history.samples), history.step);
    return history;
}

} // namespace shoal::store
