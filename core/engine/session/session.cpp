#include "core/engine/session/session.hpp"

#include "core/base/units.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::engine {
namespace {

// Often enough that the live line moves, rare enough that an idle session stays under 1 % of a
// core.
constexpr auto tick_interval = 250ms;
constexpr auto drop_warning_interval = 60s;
constexpr auto totals_interval = 60s; // and what was noted for the histories
constexpr auto rules_interval = 5s;
constexpr auto history_interval = 10s;
// A peer that dials in comes from another port each time: who does so day and night must not fill
// our memory. About 1 MB a torrent.
constexpr std::size_t peers_remembered = 10'000;

/// After more files were chosen, libtorrent may call the torrent finished for a moment longer.
bool has_all(Torrent const& torrent, Status const& status) {
    return !torrent.wants_more || status.pieces_done == torrent.view.pieces ||
           (status.have && covers(*status.have, torrent.intake.wanted));
}

/// It was told to be complete since the figures were taken.
bool falls_behind(Torrent const& torrent, Status const& status) {
    return torrent.complete_told && status.state == WireState::finished &&
           (status.wanted == 0 || status.done < status.wanted);
}

/// It was found complete, or was just made: the files are not what they were then.
bool lacks_some(Status const& status) {
    return status.state == WireState::downloading && status.done < status.wanted;
}

Error not_complete(Torrent const& torrent, Status const& status) {
    return {Errc::conflict,
            fmt::format("only {} of {} are there as they were hashed; see what is missing or has "
                        "changed with 'shoal verify'",
                        format_size(status.done), format_size(status.wanted)),
            (torrent.intake.placement.dir / torrent.intake.name).string()};
}

} // namespace

Session::Session(World world, bool utp, api::OnEvent on_event, Publish publish)
    : world_(world),
      tidings_(std::move(on_event)),
      publish_(std::move(publish)),
      dial_(utp),
      announcer_(world.wire),
      began_(world.clock.now()) {}

void Session::handle(api::Command command, api::Done done) {
    owner_.check();
    std::visit([&](auto& typed) { handle(std::move(typed), tidings_.later(std::move(done))); },
               command);
}

void Session::apply(WireEvent const& event) {
    owner_.check();
    if (auto const named = with_its_name(event))
        return apply(*named);
    reach_.hear(event, world_.clock.now());
    if (watch_health(event))
        return;
    if (auto const* const stats = std::get_if<SessionStats>(&event)) {
        changed_ = changed_ || session_view_.dht_nodes != stats->dht_nodes;
        session_view_.dht_nodes = stats->dht_nodes;
        stats_ = *stats;
    } else if (auto const* const dropped = std::get_if<AlertsDropped>(&event)) {
        changed_ = true;
        session_view_.alerts_dropped += dropped->kinds;
        if (auto const now = world_.clock.now(); now >= next_drop_warning_) {
            next_drop_warning_ = now + drop_warning_interval;
            emit_session(api::EventKind::warning,
                         "the engine was too slow: news of the swarm is lost", {});
        }
    } else if (auto const* const listening = std::get_if<Listening>(&event)) {
        changed_ = true;
        if (listening->protocol == "tcp")
            session_view_.listening.push_back(listening->endpoint);
        emit_session(api::EventKind::listening, listening->protocol,
                     api::to_string(listening->endpoint));
    } else if (auto const* const refused = std::get_if<ListenFailed>(&event)) {
        emit_session(api::EventKind::warning, "cannot listen: " + refused->reason, refused->where);
    } else if (auto const* const heard = std::get_if<DhtHeard>(&event)) {
        hear(*heard);
    } else if (auto const* const looked = std::get_if<DhtLooked>(&event)) {
        hear(*looked);
    } else if (auto const* const named = std::get_if<DhtNamed>(&event)) {
        hear(*named);
    } else if (std::holds_alternative<DialTimedOut>(event)) {
        dial_.timed_out(world_.clock.now());
    } else if (auto const* const data = std::get_if<DataRemoved>(&event)) {
        if (!data->reason.empty())
            emit_session(api::EventKind::warning,
                         "cannot remove all files of a torrent: " + data->reason, {});
    } else if (auto const* const banned = std::get_if<PeerBanned>(&event)) {
        note(*banned);
    } else {
        std::visit(
            [this]<class Event>(Event const& typed) {
                if constexpr (requires(Torrent & torrent) { on(torrent, typed); })
                    if (Torrent* const torrent = find(typed.id))
                        on(*torrent, typed);
            },
            event);
    }
}

void Session::tick() {
    owner_.check();
    auto const now = world_.clock.now();
    if (now < next_tick_)
        return;
    next_tick_ = now + tick_interval;
    world_.wire.refresh();
    choose_transport();
    look_after_busy();
    answer_waiting();
    go_on_checking();
    if (!shutting_down_)
        do_slow_things(now);
    announce();
    publish();
}

void Session::end_turn() {
    owner_.check();
    if (queue_changed_ && !shutting_down_ && world_.clock.now() >= next_decision_)
        manage_queue();
    if (!tidings_.empty())
        publish();
    tidings_.tell();
}

void Session::do_slow_things(SteadyTime now) {
    if (now < next_second_)
        return;
    next_second_ = now + 1s;
    look_after_others();
    dht_.pass(now);
    // While somebody waits, a download that stalls may give its place away.
    if (somebody_waits_ || std::exchange(any_shown_, false))
        manage_queue();
    manage_limits();
    if (now >= next_rules_) {
        next_rules_ = now + rules_interval;
        watch_rules(now);
    }
    if (now >= next_history_) {
        next_history_ = now + history_interval;
        note_session();
    }
    if (now < next_totals_)
        return;
    next_totals_ = now + totals_interval;
    save_totals();
    save_history();
}

void Session::on(Torrent& torrent, Status const& status) {
    auto& view = torrent.view;
    // What the wire says of a magnet that just got its metadata is about to be void.
    if (!torrent.in_wire || !view.error.empty() ||
        torrent.in_swarm == (status.state == WireState::metadata))
        return;
    torrent.wire_state = status.state;
    if (status.uploaded < view.uploaded || status.downloaded < view.downloaded) {
        // libtorrent counts anew when it is resumed.
        torrent.kept.totals.uploaded += std::exchange(view.uploaded, 0);
        torrent.kept.totals.downloaded += std::exchange(view.downloaded, 0);
    }
    if (status.state == WireState::downloading)
        torrent.barrier.is_current = false;
    auto const now = world_.clock.now();
    if (status.downloaded > view.downloaded)
        torrent.got_at = now;
    if (status.uploaded > view.uploaded)
        torrent.gave_at = now;
    if (!falls_behind(torrent, status)) {
        view.wanted = status.wanted;
        view.done = status.done;
        view.pieces_done = status.pieces_done;
        view.have = status.have;
    }
    view.down_rate = status.down_rate;
    view.up_rate = status.up_rate;
    view.downloaded = status.downloaded;
    view.uploaded = status.uploaded;
    view.wasted = status.wasted;
    view.peers = status.peers;
    view.seeds = status.seeds;
    view.known_peers = status.known_peers;
    view.known_seeds = status.known_seeds;
    if (!torrent.health) // whose figure is of bitfields: libtorrent's own counters stop on a seed
        view.distributed_copies = std::max(0.0, status.copies);
    view.checked = status.checked;
    if (status.state == WireState::finished && has_all(torrent, status))
        tell_complete(torrent);
    if (torrent.spec.must_be_complete && !torrent.intake.have.empty() && lacks_some(status))
        return fail(torrent, not_complete(torrent, status));
    end_seeding(torrent);
    show(torrent);
}

void Session::on(Torrent& torrent, Joined const&) {
    if (!torrent.view.error.empty())
        return;
    torrent.is_joined = true;
    tell_announcer(torrent);
    announce(); // the first peers are not to wait for a tick
}

void Session::on(Torrent& torrent, Finished const&) {
    tell_complete(torrent);
}

void Session::on(Torrent& torrent, PieceFailed const&) {
    ++torrent.view.pieces_failed;
    show(torrent);
}

void Session::on(Torrent& torrent, TorrentFailed const& failed) {
    fail(torrent, Error{Errc::io, failed.reason, failed.where});
}

void Session::on(Torrent& torrent, Trouble const& trouble) {
    if (shutting_down_)
        return;
    auto& reason = torrent.troubles[trouble.where];
    if (reason == trouble.reason)
        return;
    reason = trouble.reason;
    emit(torrent, api::EventKind::warning, trouble.reason, trouble.where);
}

void Session::on(Torrent& torrent, Recovered const& recovered) {
    torrent.troubles.erase(recovered.where);
}

void Session::on(Torrent& torrent, PeerMet const& peer) {
    if (torrent.peers_met.size() >= peers_remembered)
        return;
    for (std::string const& source : peer.sources)
        if (torrent.peers_met.emplace(peer.endpoint, source).second)
            ++torrent.view.sources[source];
    show(torrent);
    // Who gave us the metadata is worth meeting again.
    auto& known = torrent.spec.peers;
    if (!torrent.in_swarm && peer.is_outgoing &&
        std::ranges::find(known, peer.endpoint) == known.end())
        known.push_back(peer.endpoint);
}

void Session::tell_complete(Torrent& torrent) {
    if (torrent.complete_told || !torrent.in_swarm)
        return;
    count_time(torrent);
    torrent.complete_told = true;
    torrent.wants_more = false;
    torrent.complete_at = torrent.gave_at = world_.clock.now();
    show_all_done(torrent);
    if (!torrent.kept.completed) {
        torrent.kept.completed = world_.clock.wall();
        keep(torrent);
    }
    show(torrent);
    emit(torrent, api::EventKind::complete);
    world_.wire.refresh(); // so that the figures are final before `flushed`
    // libtorrent counts a piece as soon as its hash is right, and resume data names it only once it
    // is written: the first record may lack the last pieces.
    torrent.next_barrier = world_.clock.now() + tick_interval;
    begin_barrier(torrent);
}

void Session::fail(Torrent& torrent, Error const& error) {
    if (!torrent.view.error.empty())
        return;
    torrent.view.error = error.what.empty() ? "it failed" : error.what;
    settle(torrent);
    tell({api::EventKind::error, world_.clock.wall(), torrent.id, torrent.view.info_hash,
          torrent.view.name, error.what, error.where, error.code});
}

void Session::choose_transport() {
    bool const utp_first = dial_.utp_first(world_.clock.now());
    if (utp_first != std::exchange(dials_utp_, utp_first))
        world_.wire.dial_utp(utp_first);
}

void Session::announce() {
    if (!shutting_down_)
        announcer_.announce(world_.clock.now(), session_view_.dht_nodes);
}

void Session::look_after_busy() {
    std::erase_if(busy_, [this](api::TorrentId id) {
        Torrent* const torrent = find(id);
        if (torrent)
            look_after(*torrent);
        return !torrent || !is_busy(*torrent);
    });
}

/// Those at rest: ten thousand must cost next to nothing.
void Session::look_after_others() {
    constexpr unsigned seldom = 10;
    ++seconds_;
    for (auto& [id, torrent] : torrents_)
        if (has_goal(torrent) || (id + seconds_) % seldom == 0)
            look_after(torrent);
}

void Session::look_after(Torrent& torrent) {
    auto const now = world_.clock.now();
    auto& view = torrent.view;
    if (!torrent.in_wire && view.checked != *torrent.checked) {
        view.checked = *torrent.checked;
        show(torrent);
    }
    if (shutting_down_ || !torrent.is_running)
        return;
    if (torrent.seek && torrent.seek->is_due(now, view.peers)) {
        announcer_.hurry(torrent.id, now);
        world_.wire.seek_peers(torrent.id, torrent.intake.peers);
    }
    if (!torrent.in_swarm)
        return;
    bool const unflushed = torrent.complete_told && !torrent.flushed_told;
    bool const changing = torrent.wire_state == WireState::downloading || unflushed;
    if (now >= torrent.next_barrier && changing) {
        torrent.next_barrier = now + barrier_interval;
        begin_barrier(torrent);
    }
    end_seeding(torrent);
}

} // namespace shoal::engine
