// What the others see of the session: snapshots and events.

#include "core/engine/session/session.hpp"

namespace shoal::engine {
namespace {

api::TorrentState state_of(Torrent const& torrent) {
    using api::TorrentState;
    if (!torrent.view.error.empty())
        return TorrentState::error;
    if (torrent.kept.moving_to)
        return TorrentState::moving;
    if (!torrent.in_wire)
        return TorrentState::checking;
    if (torrent.spec.paused)
        return TorrentState::paused;
    if (torrent.is_held)
        return TorrentState::queued;
    if (torrent.complete_told)
        return TorrentState::complete;
    switch (torrent.wire_state) {
    case WireState::checking:
        return TorrentState::checking;
    case WireState::metadata:
        return TorrentState::metadata;
    case WireState::downloading:
    case WireState::finished:
        break;
    }
    return TorrentState::downloading;
}

} // namespace

void Session::settle(Torrent& torrent) {
    bool const runs = torrent.in_wire && may_run(torrent);
    if (torrent.is_running != runs && torrent.in_wire) {
        count_time(torrent);
        torrent.is_running = runs;
        if (runs) {
            torrent.started_at = torrent.got_at = torrent.gave_at = world_.clock.now();
            torrent.barrier.final = torrent.closed = torrent.is_pausing = false;
            world_.wire.resume(torrent.id);
        } else {
            torrent.is_pausing = true;
            world_.wire.pause(torrent.id);
        }
        tell_announcer(torrent);
    }
    show(torrent);
}

void Session::tell_announcer(Torrent const& torrent) {
    watch_lookups(torrent);
    auto const& known = torrent.intake.torrent;
    if (torrent.is_running && torrent.is_joined)
        announcer_.joined(torrent.id, known && known->summary.is_private);
    else
        announcer_.left(torrent.id);
}

void Session::show(Torrent& torrent) {
    auto const& spec = torrent.spec;
    auto& view = torrent.view;
    view.id = torrent.id;
    view.state = state_of(torrent);
    view.dir = spec.dir.string();
    view.label = spec.label;
    view.limits = spec.limits;
    view.goal = spec.goal;
    view.priority = torrent.extra.priority;
    view.sequential = spec.sequential;
    view.added = torrent.kept.added;
    view.completed = torrent.kept.completed;
    view.downloaded_before = torrent.kept.totals.downloaded;
    view.uploaded_before = torrent.kept.totals.uploaded;
    changed_ = any_shown_ = true;
    if (!std::exchange(torrent.is_view_new, true))
        new_views_.push_back(torrent.id);
    if (is_busy(torrent))
        busy_.insert(torrent.id);
}

void Session::publish() {
    if (!changed_)
        return;
    changed_ = false;
    auto next = std::make_shared<api::Snapshot>(session_view_);
    next->revision = ++session_view_.revision;
    for (api::TorrentId const id : std::exchange(new_views_, {}))
        if (Torrent* const torrent = find(id)) {
            torrent->is_view_new = false;
            torrent->view.revision = next->revision;
            views_.put(std::make_shared<api::TorrentView const>(torrent->view));
        }
    next->torrents = views_.all();
    publish_(std::move(next));
}

void Session::emit(Torrent const& torrent, api::EventKind kind, std::string text,
                   std::string where) {
    tell({kind, world_.clock.wall(), torrent.id, torrent.view.info_hash, torrent.view.name,
          std::move(text), std::move(where), Errc::io});
}

void Session::emit_session(api::EventKind kind, std::string text, std::string where) {
    tell({.kind = kind,
          .time = world_.clock.wall(),
          .text = std::move(text),
          .where = std::move(where)});
}

void Session::tell(api::Event event) {
    auto const& noted = log_.note(std::move(event));
    world_.keeper.save_event(noted);
    tidings_.event(noted);
}

Torrent* Session::find(api::TorrentId id, Round const& round) {
    Torrent* const torrent = find(id);
    return torrent && torrent->jobs == round ? torrent : nullptr;
}

} // namespace shoal::engine
