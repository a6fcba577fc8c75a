#include "core/engine/session.hpp"

#include "core/policy/seed_goal.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::engine {
namespace {

// Often enough that the live line moves, rare enough that an idle session stays under 1 % of a
// core.
constexpr auto tick_interval = 250ms;
// A peer that dials in comes from another port each time: who does so day and night must not fill
// our memory. About 10 MB.
constexpr std::size_t peers_remembered = 100'000;

api::TorrentState state_of(WireState state) {
    switch (state) {
    case WireState::checking:
        return api::TorrentState::checking;
    case WireState::metadata:
        return api::TorrentState::metadata;
    case WireState::downloading:
        return api::TorrentState::downloading;
    case WireState::finished:
        return api::TorrentState::complete;
    }
    return api::TorrentState::loading;
}

} // namespace

Session::Session(World world, bool utp, api::OnEvent on_event, Publish publish)
    : world_(world),
      on_event_(std::move(on_event)),
      publish_(std::move(publish)),
      dial_(utp),
      announcer_(world.wire) {}

void Session::handle(api::Command command, api::Done done) {
    owner_.check();
    std::visit([&](auto& typed) { handle(std::move(typed), std::move(done)); }, command);
}

void Session::answer(api::Question const&, api::Answered const& answered) {
    answered(shoal::fail(Errc::unavailable, "this session cannot tell"));
}

void Session::apply(WireEvent const& event) {
    owner_.check();
    changed_ = true;
    if (auto const* const stats = std::get_if<SessionStats>(&event)) {
        session_view_.dht_nodes = stats->dht_nodes;
    } else if (auto const* const listening = std::get_if<Listening>(&event)) {
        if (listening->protocol == "tcp")
            session_view_.listening.push_back(listening->endpoint);
        emit_session(api::EventKind::listening, listening->protocol,
                     api::to_string(listening->endpoint));
    } else if (auto const* const refused = std::get_if<ListenFailed>(&event)) {
        emit_session(api::EventKind::warning, "cannot listen: " + refused->reason, refused->where);
    } else if (std::holds_alternative<DialTimedOut>(event)) {
        dial_.timed_out(world_.clock.now());
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
    for (auto& [id, torrent] : torrents_)
        look_after(torrent);
    announce();
    publish();
}

void Session::handle(api::Remove const& remove, api::Done const& done) {
    api::TorrentId const id = remove.ids.empty() ? 0 : remove.ids.front();
    Torrent* const torrent = find(id);
    if (!torrent)
        return done(shoal::fail(Errc::not_found, "no torrent has this number", std::to_string(id)));
    torrent->jobs->request_stop();
    for (auto* const unanswered : {&torrent->barrier.waiting, &torrent->barrier.next})
        for (api::Done const& asked : std::exchange(*unanswered, {}))
            asked(shoal::fail(Errc::not_found, "the torrent was removed meanwhile",
                              torrent->view.name));
    world_.wire.remove(id);
    announcer_.left(id);
    emit(*torrent, api::EventKind::removed);
    torrents_.erase(id);
    changed_ = true;
    done(api::Reply{id});
}

void Session::handle(api::Save const& save, api::Done done) {
    Torrent* const torrent = find(save.id);
    if (!torrent)
        return done(
            shoal::fail(Errc::not_found, "no torrent has this number", std::to_string(save.id)));
    if (!torrent->in_swarm)
        return done(api::Reply{save.id});
    world_.wire.refresh(); // so that whoever asked finds final figures in the snapshot
    torrent->barrier.next.push_back(std::move(done));
    begin_barrier(*torrent);
}

void Session::on(Torrent& torrent, Status const& status) {
    auto& view = torrent.view;
    // What the wire says of a magnet that just got its metadata is about to be void.
    if (view.state == api::TorrentState::error ||
        torrent.in_swarm == (status.state == WireState::metadata))
        return;
    view.state = state_of(status.state);
    view.wanted = status.wanted;
    view.done = status.done;
    view.pieces_done = status.pieces_done;
    view.have = status.have;
    view.down_rate = status.down_rate;
    view.up_rate = status.up_rate;
    view.downloaded = status.downloaded;
    view.uploaded = status.uploaded;
    view.wasted = status.wasted;
    view.peers = status.peers;
    view.seeds = status.seeds;
    view.distributed_copies = status.copies;
    view.checked = status.checked;
    if (status.state == WireState::finished)
        tell_complete(torrent);
}

void Session::on(Torrent& torrent, Joined const&) {
    if (torrent.view.state == api::TorrentState::error)
        return;
    auto const& known = torrent.intake.torrent;
    announcer_.joined(torrent.id, known && known->summary.is_private);
    announce(); // the first peers are not to wait for a tick
}

void Session::on(Torrent& torrent, Finished const&) {
    tell_complete(torrent);
}

void Session::on(Torrent& torrent, Paused const&) {
    if (!shutting_down_ || torrent.closed || torrent.barrier.final)
        return;
    torrent.barrier.final = true;
    begin_barrier(torrent);
}

void Session::on(Torrent& torrent, PieceFailed const&) {
    ++torrent.view.pieces_failed;
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
    // Who gave us the metadata is worth meeting again.
    auto& known = torrent.spec.peers;
    if (!torrent.in_swarm && peer.is_outgoing &&
        std::ranges::find(known, peer.endpoint) == known.end())
        known.push_back(peer.endpoint);
}

void Session::tell_complete(Torrent& torrent) {
    if (torrent.complete_told || !torrent.in_swarm)
        return;
    torrent.complete_told = true;
    torrent.complete_at = world_.clock.now();
    torrent.view.state = api::TorrentState::complete;
    torrent.view.done = torrent.view.wanted;
    changed_ = true;
    publish(); // who hears of it finds it in the snapshot
    emit(torrent, api::EventKind::complete);
    world_.wire.refresh(); // so that the figures are final before `flushed`
    // libtorrent counts a piece as soon as its hash is right, and resume data names it only once it
    // is written: the first record may lack the last pieces.
    torrent.next_barrier = world_.clock.now() + tick_interval;
    begin_barrier(torrent);
}

void Session::fail(Torrent& torrent, Error const& error) {
    if (torrent.view.state == api::TorrentState::error)
        return;
    torrent.view.state = api::TorrentState::error;
    torrent.view.error = error.what;
    announcer_.left(torrent.id);
    if (torrent.in_swarm)
        world_.wire.pause(torrent.id);
    changed_ = true;
    publish();
    on_event_(api::Event{api::EventKind::error, world_.clock.wall(), torrent.id,
                         torrent.view.info_hash, torrent.view.name, error.what, error.where,
                         error.code});
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

void Session::look_after(Torrent& torrent) {
    auto const now = world_.clock.now();
    auto const& view = torrent.view;
    if (view.state == api::TorrentState::checking && !torrent.in_swarm) {
        torrent.view.checked = *torrent.checked;
        changed_ = true;
    }
    if (shutting_down_ || view.state == api::TorrentState::error)
        return;
    if (torrent.seek && torrent.seek->is_due(now, view.peers)) {
        announcer_.hurry(torrent.id, now);
        world_.wire.seek_peers(torrent.id, torrent.intake.peers);
    }
    if (!torrent.in_swarm)
        return;
    bool const unflushed = torrent.complete_told && !torrent.flushed_told;
    bool const changing = view.state == api::TorrentState::downloading || unflushed;
    if (now >= torrent.next_barrier && changing) {
        torrent.next_barrier = now + barrier_interval;
        begin_barrier(torrent);
    }
    bool const met =
        torrent.flushed_told && !torrent.goal_told &&
        policy::is_met(torrent.spec.goal, view.uploaded, view.size, now - torrent.complete_at);
    if (!met)
        return;
    torrent.goal_told = true;
    emit(torrent, api::EventKind::goal_reached);
}

void Session::publish() {
    if (!changed_)
        return;
    changed_ = false;
    auto next = std::make_shared<api::Snapshot>(session_view_);
    next->revision = ++session_view_.revision;
    for (auto const& [id, torrent] : torrents_)
        next->torrents.push_back(std::make_shared<api::TorrentView const>(torrent.view));
    publish_(std::move(next));
}

void Session::emit(Torrent const& torrent, api::EventKind kind, std::string text,
                   std::string where) {
    on_event_(api::Event{kind, world_.clock.wall(), torrent.id, torrent.view.info_hash,
                         torrent.view.name, std::move(text), std::move(where), Errc::io});
}

void Session::emit_session(api::EventKind kind, std::string text, std::string where) {
    on_event_(api::Event{.kind = kind,
                         .time = world_.clock.wall(),
                         .text = std::move(text),
                         .where = std::move(where)});
}

Torrent const* Session::holder_of(api::InfoHash const& hash, api::TorrentId other_than) const {
    for (auto const& [id, torrent] : torrents_)
        if (id != other_than && torrent.intake.info_hash == hash)
            return &torrent;
    return nullptr;
}

Torrent* Session::find(api::TorrentId id) {
    auto const found = torrents_.find(id);
    return found == torrents_.end() ? nullptr : &found->second;
}

} // namespace shoal::engine
