#include "core/health/course.hpp"

#include <algorithm>
#include <cmath>

namespace shoal::health {
namespace {

constexpr double least_jump = 60; // seconds: NTP slews, and steps by less
constexpr auto jump_matters = std::chrono::minutes{10};

void note(bool holds, SteadyTime now, std::optional<SteadyTime>& since) {
    if (!holds)
        since.reset();
    else if (!since)
        since = now;
}

} // namespace

bool is_choked_by_all(Sample const& sample) {
    bool is_wanting = false;
    for (PeerSample const& peer : sample.peers) {
        if (!peer.we_want)
            continue;
        is_wanting = true;
        if (!peer.it_chokes)
            return false;
    }
    return is_wanting;
}

void Course::observe(Sample const& sample) {
    if (began_)
        watch_clock(sample);
    else
        began_ = sample.at;
    now_ = sample.at;
    wall_ = sample.wall;
    note(is_choked_by_all(sample), now_, choked_since_);
    note(sample.peers.empty(), now_, lonely_since_);
    note(sample.dht.enabled && sample.dht.nodes == 0, now_, no_dht_since_);
    note(!sample.us.has_metadata, now_, no_metadata_since_);
}

void Course::watch_clock(Sample const& sample) {
    double const wall = std::chrono::duration<double>(sample.wall - wall_).count();
    double const apart = wall - seconds(sample.at - now_);
    if (std::abs(apart) >= least_jump)
        jump_ = Jump{apart, sample.at};
}

std::optional<Course::Jump> Course::clock_jump() const {
    if (jump_ && now_ - jump_->at <= jump_matters)
        return jump_;
    return std::nullopt;
}

} // namespace shoal::health
