#include "ui-cli/tui/model/history.hpp"

#include <algorithm>
#include <cmath>

namespace shoal::tui {
namespace {

constexpr auto period = 1s;
// After a longer silence, such as a suspended process, the past says nothing of what was missed.
constexpr auto longest_gap = 5s;

void add(Rates& sum, Rates more) {
    sum.down += more.down;
    sum.up += more.up;
}

} // namespace

Rates total_rates(api::Snapshot const& snapshot) {
    Rates sum;
    for (auto const& torrent : snapshot.torrents)
        add(sum, {torrent->down_rate, torrent->up_rate});
    return sum;
}

bool History::sample(api::Snapshot const& snapshot, SteadyTime now) {
    if (now < next_)
        return false;
    next_ = now - next_ > longest_gap ? now + period : next_ + period;
    take(snapshot);
    return true;
}

void History::take(api::Snapshot const& snapshot) {
    if (samples_in_step_ == samples_a_step)
        begin_step();
    ++samples_in_step_;
    for (auto const& torrent : snapshot.torrents) {
        bool const moves = torrent->down_rate > 0 || torrent->up_rate > 0;
        auto const known = tracks_.find(torrent->id);
        if (!moves && known == tracks_.end())
            continue;
        auto& track = moves ? tracks_[torrent->id] : known->second;
        track.copies.at(steps_ % torrent_steps) =
            1 + static_cast<float>(torrent->distributed_copies);
        if (!moves)
            continue;
        auto& sum = track.sums.at(steps_ % torrent_steps);
        sum.down += static_cast<float>(torrent->down_rate);
        sum.up += static_cast<float>(torrent->up_rate);
        track.last_moved = steps_;
    }
    add(session_.back(), total_rates(snapshot));
}

void History::begin_step() {
    ++steps_;
    samples_in_step_ = 0;
    std::erase_if(tracks_, [this](auto const& entry) {
        return entry.second.last_moved + torrent_steps <= steps_;
    });
    for (auto& [id, track] : tracks_) {
        track.sums.at(steps_ % torrent_steps) = {};
        track.copies.at(steps_ % torrent_steps) = 0;
    }
    session_.emplace_back();
    if (session_.size() > session_steps)
        session_.pop_front();
}

std::int64_t History::divisor(std::size_t index, std::size_t size) const {
    return static_cast<std::int64_t>(index + 1 == size ? samples_in_step_ : samples_a_step);
}

std::vector<std::int64_t> History::of(api::TorrentId id, float Sum::*direction) const {
    auto const track = tracks_.find(id);
    if (track == tracks_.end())
        return {};
    std::vector<std::int64_t> means;
    for (std::size_t i = 0; i < torrent_steps; ++i) {
        auto const& sum = track->second.sums.at((steps_ + 1 + i) % torrent_steps);
        means.push_back(static_cast<std::int64_t>(sum.*direction) / divisor(i, torrent_steps));
    }
    return means;
}

std::vector<std::int64_t> History::stretches_of(api::TorrentId id, float Sum::*direction) const {
    auto const track = tracks_.find(id);
    if (track == tracks_.end())
        return {};
    std::vector<std::int64_t> means;
    auto const newest = steps_ / steps_a_stretch;
    for (auto stretch = newest + 1 - std::min(newest + 1, stretches); stretch <= newest;
         ++stretch) {
        double sum = 0;
        std::size_t samples = 0;
        auto const begin = std::max<std::size_t>(1, stretch * steps_a_stretch); // they count from 1
        auto const end = (stretch + 1) * steps_a_stretch;
        for (auto i = begin; i < end && i <= steps_; ++i) {
            sum += track->second.sums.at(i % torrent_steps).*direction;
            samples += i == steps_ ? samples_in_step_ : samples_a_step;
        }
        means.push_back(std::llround(sum / static_cast<double>(std::max<std::size_t>(1, samples))));
    }
    return means;
}

std::vector<History::Step> History::track(api::TorrentId id) const {
    auto const found = tracks_.find(id);
    if (found == tracks_.end())
        return {};
    auto const down_rates = down(id);
    auto const up_rates = up(id);
    std::vector<Step> steps;
    auto const unseen = torrent_steps - std::min(torrent_steps, session_.size());
    for (auto i = unseen; i < torrent_steps; ++i) {
        auto const copies = found->second.copies.at((steps_ + 1 + i) % torrent_steps);
        steps.push_back({down_rates.at(i), up_rates.at(i),
                         copies >= 1 ? std::optional{copies - 1} : std::nullopt});
    }
    return steps;
}

std::vector<std::int64_t> History::session(std::int64_t Rates::*direction) const {
    std::vector<std::int64_t> means;
    for (auto const& sum : session_)
        means.push_back(sum.*direction / divisor(means.size(), session_.size()));
    return means;
}

std::vector<std::int64_t> History::down(api::TorrentId id) const {
    return of(id, &Sum::down);
}

std::vector<std::int64_t> History::up(api::TorrentId id) const {
    return of(id, &Sum::up);
}

std::vector<std::int64_t> History::down_stretches(api::TorrentId id) const {
    return stretches_of(id, &Sum::down);
}

std::vector<std::int64_t> History::up_stretches(api::TorrentId id) const {
    return stretches_of(id, &Sum::up);
}

std::vector<std::int64_t> History::session_down() const {
    return session(&Rates::down);
}

std::vector<std::int64_t> History::session_up() const {
    return session(&Rates::up);
}

} // namespace shoal::tui
