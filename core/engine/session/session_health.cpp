// What the session knows of a torrent and its plugin on the network thread does not, added to each
// look at the swarm; and the answers to whoever asks for its health.

#include "core/engine/session/session.hpp"

#include <fstream>

namespace shoal::engine {
namespace {

// Lists show a grade of every torrent; it moves slowly.
constexpr auto grade_every = 10s;
// Torrents with peers are looked at every 10 s; whoever asks about another waits for a look.
constexpr auto fresh_for = 12s;
constexpr auto look_limit = 3s;
constexpr auto tracker_patience = 60s; // libtorrent gives up before

std::int64_t tighter(std::int64_t a, std::int64_t b) {
    return a == 0 ? b : b == 0 ? a : std::min(a, b);
}

api::RateLimits tighter(api::RateLimits const& a, api::RateLimits const& b) {
    return {.up = tighter(a.up, b.up), .down = tighter(a.down, b.down)};
}

health::TrackerSample tracker(std::string const& url, Torrent const& torrent) {
    health::TrackerSample sample{.url = url, .error = {}};
    if (auto const failing = torrent.failing.find(url); failing != torrent.failing.end()) {
        sample.error = failing->second.reason;
        sample.is_refusing = failing->second.is_refusal;
        sample.since = failing->second.since;
    }
    if (auto const word = torrent.tracker_words.find(url); word != torrent.tracker_words.end())
        sample.peers = word->second.peers;
    return sample;
}

void add_sources(Torrent const& torrent, health::Sample& sample) {
    auto const sources = all_sources(torrent);
    for (std::string const& url : sources.trackers)
        sample.trackers.push_back(tracker(url, torrent));
    for (std::string const& url : sources.web_seeds)
        sample.web_seeds.push_back({url, tracker(url, torrent).error});
}

void add_state(Torrent const& torrent, health::OurSample& us) {
    auto const& view = torrent.view;
    us.state = view.state;
    us.error = view.error;
    us.is_out_of_space = view.error.starts_with("the disk is full"); // as io_error() has it
    us.goal_met = torrent.goal_told;
    us.pieces_failed = view.pieces_failed;
    us.queue_position = view.queue_position;
    if (torrent.intake.torrent) {
        us.format = torrent.intake.torrent->summary.format;
        us.is_private = torrent.intake.torrent->summary.is_private;
    }
}

/// What there is to say of a torrent that is not in the swarm: it loads, is checked, or failed.
health::Sample outside_swarm(Torrent const& torrent, Clock const& clock) {
    health::Sample sample;
    sample.at = clock.now();
    sample.wall = clock.wall();
    auto& us = sample.us;
    us.has_metadata = torrent.intake.torrent.has_value();
    us.size = torrent.view.size;
    us.piece_size = torrent.view.piece_size;
    us.wanted = torrent.view.wanted;
    us.done = torrent.view.done;
    us.have = health::PieceSet{static_cast<std::size_t>(torrent.view.pieces)};
    return sample;
}

/// Who meets nobody is not looked at: that it has been alone since it runs is known all the same.
std::unique_ptr<health::Monitor> first_look(Torrent const& torrent, health::Sample const& sample) {
    auto monitor = std::make_unique<health::Monitor>();
    if (!sample.peers.empty() || !torrent.is_running || torrent.got_at >= sample.at)
        return monitor;
    auto alone = sample;
    alone.left.clear();
    alone.wall -= std::chrono::duration_cast<WallTime::duration>(sample.at - torrent.got_at);
    alone.at = torrent.got_at;
    monitor->observe(std::move(alone));
    return monitor;
}

void count_peers(Torrent& torrent, health::Sample const& sample) {
    auto const peers = static_cast<std::int64_t>(sample.peers.size());
    auto const left = static_cast<std::int64_t>(sample.left.size());
    torrent.left += left;
    torrent.joined += std::max<std::int64_t>(0, peers + left - torrent.peers_seen);
    torrent.peers_seen = peers;
}

} // namespace

bool Session::watch_health(WireEvent const& event) {
    if (auto const* const seen = std::get_if<SwarmSeen>(&event)) {
        if (Torrent* const torrent = find(seen->id))
            watch(*torrent, seen->sample);
        return true;
    }
    if (auto const* const trouble = std::get_if<Trouble>(&event)) {
        if (Torrent* const torrent = find(trouble->id)) {
            auto& failing =
                torrent->failing.try_emplace(trouble->where, Failing{{}, {}, world_.clock.now()})
                    .first->second;
            failing.reason = trouble->reason;
            failing.is_refusal = trouble->is_refusal;
            if (auto const word = torrent->tracker_words.find(trouble->where);
                word != torrent->tracker_words.end())
                word->second.asked_at.reset();
        }
    } else if (auto const* const asking = std::get_if<Asking>(&event)) {
        // On each of our addresses: the first counts, and the first answer. A goodbye may get none.
        auto const now = world_.clock.now();
        if (Torrent* const torrent = find(asking->id))
            if (auto& at = torrent->tracker_words[asking->where].asked_at;
                !at || now - *at > tracker_patience)
                at = now;
        return true;
    } else if (auto const* const recovered = std::get_if<Recovered>(&event)) {
        if (Torrent* const torrent = find(recovered->id)) {
            torrent->failing.erase(recovered->where);
            auto& word = torrent->tracker_words[recovered->where];
            word.peers = recovered->peers;
            if (auto const asked = std::exchange(word.asked_at, std::nullopt))
                word.took = std::chrono::duration<double>(world_.clock.now() - *asked).count();
        }
    }
    return false;
}

void Session::watch(Torrent& torrent, health::Sample sample) {
    add_state(torrent, sample.us);
    add_sources(torrent, sample);
    sample.us.limits = tighter(torrent.view.limits, limits_);
    sample.us.accepts_incoming = sample.us.accepts_incoming && !session_view_.listening.empty();
    bool const dht_enabled = sample.dht.enabled;
    sample.dht = dht_of(torrent);
    sample.dht.enabled = dht_enabled;
    sample.dht.nodes = session_view_.dht_nodes;
    if (dht_enabled)
        sample.announced = announced(torrent);
    if (!torrent.spec.trace.empty())
        write_down(torrent, sample);
    if (!torrent.health)
        torrent.health = first_look(torrent, sample);
    if (!torrent.news)
        torrent.news = std::make_unique<health::News>();
    count_peers(torrent, sample);
    torrent.state_seen = torrent.view.state;
    tell_news(torrent, torrent.news->saw(sample));
    torrent.health->observe(std::move(sample));
    if (world_.clock.now() < torrent.next_grade && torrent.peers_seen > 0)
        return;
    torrent.next_grade = world_.clock.now() + grade_every;
    auto const health = torrent.health->health(health::Monitor::With::figures);
    tell_news(torrent, torrent.news->counted(health.copies));
    note(torrent, health);
    auto& view = torrent.view;
    bool const is_new_grade = std::exchange(view.health, health.grade) != health.grade;
    auto const copies = health.copies.distributed;
    if (std::exchange(view.distributed_copies, copies) != copies || is_new_grade)
        show(torrent);
}

void Session::tell_news(Torrent const& torrent, std::optional<health::Remark> const& remark) {
    if (!remark || torrent.spec.observe || !news_allowed_.take(world_.clock.now()))
        return;
    emit(torrent, remark->kind, remark->text, remark->where);
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

bool Session::is_out_of_sight(Torrent const& torrent) const {
    return torrent.in_wire && (!torrent.health || torrent.state_seen != torrent.view.state ||
                               world_.clock.now() - torrent.health->looked_at() > fresh_for);
}

void Session::answer_when_seen(Torrent& torrent, api::Question question,
                               api::Answered const& answered) {
    world_.wire.focus(torrent.id);
    if (is_out_of_sight(torrent))
        waiting_.push_back(
            {torrent.id, std::move(question), answered, world_.clock.now() + look_limit});
    else
        answered(conclude(torrent, question));
}

void Session::answer_waiting() {
    auto const now = world_.clock.now();
    for (Waiting& waiting : std::exchange(waiting_, {})) {
        Torrent* const torrent = find(waiting.id);
        if (!torrent)
            waiting.answered(shoal::fail(Errc::not_found, "it was removed meanwhile",
                                         std::to_string(waiting.id)));
        else if (is_out_of_sight(*torrent) && now < waiting.deadline && !shutting_down_)
            waiting_.push_back(std::move(waiting));
        else
            waiting.answered(conclude(*torrent, waiting.question));
    }
}

api::Answer Session::conclude(Torrent& torrent, api::Question const& question) {
    if (!torrent.in_wire) // then there is no swarm to see, but its own state
        watch(torrent, outside_swarm(torrent, world_.clock));
    if (!torrent.health)
        torrent.health = std::make_unique<health::Monitor>();
    auto const finished = [&](auto view) -> api::Answer {
        view.info_hash = torrent.view.info_hash;
        view.name = torrent.view.name;
        auto const ago = world_.clock.now() - torrent.health->looked_at();
        if (torrent.health->has_looked())
            view.observed.ago = std::chrono::duration<double>(ago).count();
        return view;
    };
    if (std::holds_alternative<api::WhyOf>(question))
        return finished(torrent.health->why());
    auto view = torrent.health->health();
    if (!torrent.health->has_looked())
        view.missing_evidence = "its swarm was not looked at yet";
    return finished(std::move(view));
}

} // namespace shoal::engine
