#include "core/health/advice.hpp"

#include "core/base/units.hpp"
#include "core/health/durability.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::health {
namespace {

using api::AdviceView;

constexpr std::size_t most = 4;
constexpr int few_peers = 5;
constexpr double announced_lately = 60; // seconds

/// Of the same findings, with another sample.
struct Imagined {
    Findings const& now;
    Sessions const& sessions;
    Survival const& survival;

    [[nodiscard]] std::optional<int> with(Sample const& sample) const {
        auto const seen = availability(sample);
        return grade({.sample = sample,
                      .seen = seen,
                      .durability = durability(holder_sets(sample, seen, sessions), survival,
                                               sessions.arrivals()),
                      .throughput = now.throughput,
                      .leeches = now.leeches,
                      .discovery = now.discovery,
                      .reciprocity = now.reciprocity,
                      .observed = now.observed})
            .points;
    }

    [[nodiscard]] std::optional<int> with(api::DiscoveryView discovery) const {
        auto other = now;
        other.discovery = std::move(discovery);
        return grade(other).points;
    }
};

class Adviser {
public:
    Adviser(Findings const& now, Grade const& grade, Imagined imagined)
        : now_(now), us_(now.sample.us), grade_(grade), imagined_(imagined) {}

    std::vector<AdviceView> all() {
        resume();
        stay();
        add_web_seed();
        mend_trackers();
        add_tracker();
        raise_limit();
        announce();
        std::ranges::stable_sort(list_, std::greater{},
                                 [](AdviceView const& view) { return view.grade.value_or(-1); });
        list_.resize(std::min(list_.size(), most));
        return std::move(list_);
    }

private:
    [[nodiscard]] bool runs() const {
        return us_.state == api::TorrentState::downloading ||
               us_.state == api::TorrentState::complete;
    }

    /// Left out when it lifts nothing.
    void lift(std::string act, std::string text, std::optional<int> to) {
        if (grade_.points && to && *to > *grade_.points)
            list_.push_back({std::move(act), std::move(text), to});
    }

    void advise(std::string act, std::string text) {
        list_.push_back({std::move(act), std::move(text), std::nullopt});
    }

    void resume() {
        if (us_.state == api::TorrentState::paused && !us_.goal_met)
            advise("resume", "resume it: while it is paused nobody gets anything of us");
    }

    void stay() {
        if (!runs() || us_.is_observing || !us_.has_metadata)
            return;
        if (us_.is_complete()) {
            if (!now_.seen.without_us)
                advise("stay", "stay: without you it is incomplete");
            return;
        }
        if (us_.wanted < us_.size)
            return; // it is not to become a seed
        auto sample = now_.sample;
        sample.us.have = PieceSet::full(sample.us.have.size());
        sample.us.done = sample.us.wanted;
        auto const seeds = now_.seen.seeds;
        lift("stay",
             fmt::format("stay{}: you become {}", time_left(),
                         seeds == 0 ? std::string{"the only seed"}
                                    : fmt::format("one of {} seeds", seeds + 1)),
             imagined_.with(sample));
    }

    /// " 17m more", or until then.
    [[nodiscard]] std::string time_left() const {
        if (us_.down_rate <= 0)
            return " until you have it all";
        return fmt::format(" {} more", format_duration(std::chrono::seconds{
                                           (us_.wanted - us_.done) / us_.down_rate + 1}));
    }

    void add_web_seed() {
        if (!us_.has_metadata || us_.is_private)
            return;
        auto sample = now_.sample;
        PeerSample seed;
        seed.is_seed = seed.is_upload_only = true;
        sample.peers.push_back(std::move(seed));
        lift("add_web_seed", "add a web seed: one more that has it all", imagined_.with(sample));
    }

    void mend_trackers() {
        auto better = now_.discovery;
        if (better.trackers_working >= better.trackers)
            return;
        better.trackers_working = better.trackers;
        lift("mend_trackers", "replace the trackers that fail", imagined_.with(better));
    }

    void add_tracker() {
        if (us_.is_private || now_.discovery.trackers > 0)
            return;
        auto better = now_.discovery;
        better.sources.push_back({.name = "tracker", .peers = 1});
        better.trackers = better.trackers_working = 1;
        lift("add_tracker", "add a tracker: another way to find peers", imagined_.with(better));
    }

    void raise_limit() {
        bool const is_bound = us_.limits.up > 0 && us_.up_rate >= us_.limits.up * 9 / 10;
        if (runs() && is_bound && now_.leeches > 0)
            advise("raise_upload_limit",
                   fmt::format("raise the upload limit of {}: it is reached, and {} still lack "
                               "something",
                               format_rate(us_.limits.up), now_.leeches));
    }

    void announce() {
        bool const may_ask =
            now_.discovery.trackers > 0 || (!us_.is_private && now_.sample.dht.enabled);
        auto const& ago = now_.discovery.announced.ago;
        if (runs() && may_ask && now_.observed.peers < few_peers &&
            (!ago || *ago >= announced_lately))
            advise("announce", "announce now: who asks again may learn of more peers");
    }

    Findings const& now_;
    OurSample const& us_;
    Grade const& grade_;
    Imagined imagined_;
    std::vector<AdviceView> list_;
};

} // namespace

std::vector<AdviceView> advise(Findings const& now, Grade const& grade, Sessions const& sessions,
                               Survival const& survival) {
    return Adviser{now, grade, {now, sessions, survival}}.all();
}

} // namespace shoal::health
