#include "tests/bench/crowd_watch.hpp"

#include "tests/support/usage.hpp"

#include <algorithm>

namespace shoal::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t block_size = 16 * 1024;

void add(Side& sum, Side const& one) {
    sum.cpu_seconds += one.cpu_seconds;
    sum.rss_mib += one.rss_mib;
    sum.anon_mib += one.anon_mib;
}

} // namespace

CrowdWatch::CrowdWatch(Crowd const& crowd)
    : crowd_(crowd),
      watches_{Watch{crowd.seed->pid(), test::cpu_seconds(crowd.seed->pid())}},
      first_sent_s_(crowd.leeches.size() + 1),
      is_complete_(crowd.leeches.size()),
      began_(Clock::now()) {}

void CrowdWatch::leeches_have_started() {
    for (auto const& leech : crowd_.leeches)
        watches_.emplace_back(leech->pid(), 0);
}

void CrowdWatch::look() {
    now_s_ = std::chrono::duration<double>(Clock::now() - began_).count();
    tap_.look();
    for (std::size_t peer = 0; peer < first_sent_s_.size(); ++peer)
        if (!first_sent_s_[peer] && sent(peer) >= block_size)
            first_sent_s_[peer] = now_s_;
    for (std::size_t leech = 0; leech < is_complete_.size(); ++leech)
        if (!is_complete_[leech] && crowd_.leeches[leech]->is_complete()) {
            is_complete_[leech] = true;
            complete_s_.push_back(now_s_);
        }
    for (auto& watch : watches_)
        watch.look();
}

CrowdRun CrowdWatch::result(CrowdScene const& scene) const {
    CrowdRun run{.complete_s = complete_s_,
                 .first_s = first_sent_s_[0].value_or(now_s_),
                 .seed_sent = sent(0),
                 .least = received(1),
                 .seed = watches_[0].side()};
    for (std::size_t leech = 1; leech < watches_.size(); ++leech) {
        add(run.leeches, watches_[leech].side());
        run.received += received(leech);
        run.least = std::min(run.least, received(leech));
    }
    for (std::size_t peer = 0; peer < watches_.size(); ++peer)
        run.most_of_cap = std::max(run.most_of_cap, rate(peer) / static_cast<double>(scene.up));
    run.others_cores = others_.cores(run.seed.cpu_seconds + run.leeches.cpu_seconds);
    if (tap_.has_missed())
        run.failure = "packets went by uncounted";
    return run;
}

std::int64_t CrowdWatch::sent(std::size_t peer) const {
    return tap_.sent(first_address + static_cast<int>(peer));
}

std::int64_t CrowdWatch::received(std::size_t peer) const {
    return tap_.received(first_address + static_cast<int>(peer));
}

/// Over a second at least: a limiter may let a burst through.
double CrowdWatch::rate(std::size_t peer) const {
    auto const since = first_sent_s_[peer].value_or(now_s_);
    return static_cast<double>(sent(peer)) / std::max(1.0, now_s_ - since);
}

} // namespace shoal::bench
