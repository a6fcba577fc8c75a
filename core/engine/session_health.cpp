// What the session knows of a torrent and its plugin on the network thread does not, added to each
// look at the swarm; and the answers to whoever asks for its health.

#include "core/engine/session.hpp"
#include "core/metainfo/metainfo.hpp"

#include <fstream>

namespace shoal::engine {
namespace {

// Lists show a grade of every torrent; it moves slowly.
constexpr auto grade_every = 10s;

std::int64_t tighter(std::int64_t a, std::int64_t b) {
    return a == 0 ? b : b == 0 ? a : std::min(a, b);
}

api::RateLimits tighter(api::RateLimits const& a, api::RateLimits const& b) {
    return {.up = tighter(a.up, b.up), .down = tighter(a.down, b.down)};
}

/// Those of the .torrent and those of the magnet that it may have come from.
std::vector<api::TorrentSummary> summaries(Intake const& intake) {
    std::vector<api::TorrentSummary> all;
    if (intake.torrent)
        all.push_back(intake.torrent->summary);
    if (!intake.magnet.empty())
        if (auto magnet = metainfo::parse_magnet(intake.magnet))
            all.push_back(*std::move(magnet));
    return all;
}

health::TrackerSample tracker(std::string const& url, Torrent const& torrent) {
    health::TrackerSample sample{.url = url, .error = {}};
    if (auto const failing = torrent.failing.find(url); failing != torrent.failing.end()) {
        sample.error = failing->second.reason;
        sample.is_refusing = failing->second.is_refusal;
        sample.since = failing->second.since;
    }
    if (auto const gave = torrent.tracker_gave.find(url); gave != torrent.tracker_gave.end())
        sample.peers = gave->second;
    return sample;
}

void add_sources(Torrent const& torrent, health::Sample& sample) {
    for (api::TorrentSummary const& summary : summaries(torrent.intake)) {
        for (auto const& tier : summary.trackers)
            for (std::string const& url : tier)
                sample.trackers.push_back(tracker(url, torrent));
        for (std::string const& url : summary.web_seeds)
            sample.web_seeds.push_back({url, tracker(url, torrent).error});
    }
}

void add_state(Torrent const& torrent, health::OurSample& us) {
    auto const& view = torrent.view;
    us.state = view.state;
    us.error = view.error;
    us.is_out_of_space = view.error.starts_with("the disk is full"); // as io_error() has it
    us.goal_met = torrent.goal_told;
    us.pieces_failed = view.pieces_failed;
    us.queue_position = view.queue_position;
    us.limits = tighter(us.limits, view.limits);
    if (torrent.intake.torrent) {
        us.format = torrent.intake.torrent->summary.format;
        us.is_private = torrent.intake.torrent->summary.is_private;
    }
}

} // namespace

bool Session::watch_health(WireEvent const& event) {
    if (auto const* const seen = std::get_if<SwarmSeen>(&event)) {
        if (Torrent* const torrent = find(seen->id))
            watch(*torrent, seen->sample);
        return true;
    }
    if (auto const* const trouble = std::get_if<Trouble>(&event)) {
        if (Torrent* const torrent = find(trouble->id))
            torrent->failing.try_emplace(
                trouble->where, Failing{trouble->reason, trouble->is_refusal, world_.clock.now()});
    } else if (auto const* const recovered = std::get_if<Recovered>(&event)) {
        if (Torrent* const torrent = find(recovered->id)) {
            torrent->failing.erase(recovered->where);
            torrent->tracker_gave[recovered->where] = recovered->peers;
        }
    }
    return false;
}

void Session::watch(Torrent& torrent, health::Sample sample) {
    add_state(torrent, sample.us);
    add_sources(torrent, sample);
    sample.us.limits = tighter(sample.us.limits, session_view_.rules.limits);
    sample.us.accepts_incoming = sample.us.accepts_incoming && !session_view_.listening.empty();
    sample.dht_nodes = session_view_.dht_nodes;
    if (!torrent.spec.trace.empty())
        write_down(torrent, sample);
    if (!torrent.health)
        torrent.health = std::make_unique<health::Monitor>();
    torrent.health->observe(std::move(sample));
    if (world_.clock.now() < torrent.next_grade)
        return;
    torrent.next_grade = world_.clock.now() + grade_every;
    auto const grade = torrent.health->health().grade;
    if (std::exchange(torrent.view.health, grade) != grade)
        show(torrent);
}

void Session::write_down(Torrent& torrent, health::Sample const& sample) {
    world_.jobs.save([this, id = torrent.id, path = torrent.spec.trace,
                      line = torrent.trace.line(sample)](std::stop_token) -> Jobs::Completion {
        std::ofstream file{path, std::ios::app};
        file << line << '\n' << std::flush;
        return [this, id, path, is_written = file.good()] {
            Torrent* const found = find(id);
            if (found && !is_written)
                on(*found, Trouble{id, "the trace cannot be written", path.string()});
        };
    });
}

Result<api::Answer> Session::answer(Torrent const& torrent, api::HealthOf const&) {
    world_.wire.focus(torrent.id);
    auto view = torrent.health ? torrent.health->health() : api::HealthView{};
    if (!torrent.health)
        view.missing_evidence = "its swarm was not looked at yet";
    view.info_hash = torrent.view.info_hash;
    view.name = torrent.view.name;
    return view;
}

Result<api::Answer> Session::answer(Torrent const& torrent, api::WhyOf const&) {
    world_.wire.focus(torrent.id);
    auto view = torrent.health ? torrent.health->why() : api::WhyView{};
    view.info_hash = torrent.view.info_hash;
    view.name = torrent.view.name;
    return view;
}

} // namespace shoal::engine
