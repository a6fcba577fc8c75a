// What faces ask of torrents that are there. Every change is kept before it is answered.

#include "core/engine/session/session.hpp"

namespace shoal::engine {
namespace {

/// Answers once, when the last of several things is done; with the first error there was, or that
/// some of them never were.
class Gathered {
public:
    Gathered(std::size_t things, api::Reply reply, api::Done done)
        : left_(things), reply_(std::move(reply)), done_(std::move(done)) {}

    ~Gathered() {
        if (left_ > 0 && !error_)
            error_ = Error{Errc::busy, "the engine is ending; see after its next start", {}};
        done_(error_ ? Result<api::Reply>{tl::make_unexpected(*error_)} : reply_);
    }

    Gathered(Gathered const&) = delete;
    Gathered& operator=(Gathered const&) = delete;

    void add(Result<void> const& result) {
        --left_;
        if (!result && !error_)
            error_ = result.error();
    }

private:
    std::size_t left_;
    api::Reply reply_;
    api::Done done_;
    std::optional<Error> error_;
};

tl::unexpected<Error> none_of(api::Ids const& ids) {
    return shoal::fail(Errc::not_found, "no torrent has this number",
                       ids.empty() ? "" : std::to_string(ids.front()));
}

} // namespace

std::vector<Torrent*> Session::find(api::Ids const& ids) {
    std::vector<Torrent*> torrents;
    for (api::TorrentId const id : std::set(ids.begin(), ids.end()))
        if (Torrent* const torrent = find(id))
            torrents.push_back(torrent);
    return torrents;
}

void Session::for_each(api::Ids const& ids, std::function<void(Torrent&)> const& act,
                       api::Done const& done) {
    auto const torrents = find(ids);
    if (torrents.empty())
        return done(none_of(ids));
    auto const gathered =
        std::make_shared<Gathered>(torrents.size(), api::Reply{.id = torrents.front()->id}, done);
    for (Torrent* const torrent : torrents) {
        act(*torrent);
        world_.keeper.update(to_row(*torrent),
                             [gathered](auto const& kept) { gathered->add(kept); });
    }
    queue_changed_ = true;
}

void Session::handle(api::Pause const& pause, api::Done const& done) {
    for_each(
        pause.ids,
        [this](Torrent& torrent) {
            torrent.spec.paused = true;
            settle(torrent);
        },
        done);
}

void Session::handle(api::Resume const& resume, api::Done const& done) {
    for_each(
        resume.ids,
        [this](Torrent& torrent) {
            torrent.spec.paused = false; // and a goal that was met is over with
            if (torrent.view.error.empty())
                return settle(torrent);
            take_in_anew(torrent);
        },
        done);
}

void Session::handle(api::Recheck const& recheck, api::Done const& done) {
    for_each(
        recheck.ids,
        [this](Torrent& torrent) {
            bool const is_under_way = torrent.kept.moving_to || torrent.kept.renaming;
            if (is_under_way && torrent.view.error.empty())
                return;
            torrent.spec.check = true;
            take_in_anew(torrent);
        },
        done);
}

void Session::handle(api::Announce const& announce, api::Done const& done) {
    for_each(
        announce.ids,
        [this](Torrent& torrent) {
            if (!torrent.is_running)
                return;
            announcer_.hurry(torrent.id, world_.clock.now());
            world_.wire.seek_peers(torrent.id, torrent.intake.peers);
        },
        done);
}

void Session::handle(api::Change const& change, api::Done const& done) {
    for_each(
        change.ids,
        [this, &change](Torrent& torrent) {
            auto& spec = torrent.spec;
            spec.label = change.label.value_or(spec.label);
            spec.limits.up = change.up_limit.value_or(spec.limits.up);
            spec.limits.down = change.down_limit.value_or(spec.limits.down);
            spec.sequential = change.sequential.value_or(spec.sequential);
            if (change.goal) {
                spec.goal = *change.goal;
                torrent.goal_told = false;
            }
            if (torrent.in_wire && (change.up_limit || change.down_limit))
                world_.wire.set_limits(torrent.id, spec.limits);
            torrent.extra.priority = change.priority.value_or(torrent.extra.priority);
            if (torrent.in_wire && change.priority)
                world_.wire.set_priority(torrent.id, *change.priority);
            if (torrent.in_wire && change.sequential)
                world_.wire.set_sequential(torrent.id, spec.sequential);
            show(torrent);
        },
        done);
}

void Session::handle(api::Remove const& remove, api::Done const& done) {
    auto const torrents = find(remove.ids);
    if (torrents.empty())
        return done(none_of(remove.ids));
    auto const gathered =
        std::make_shared<Gathered>(torrents.size(), api::Reply{.id = torrents.front()->id}, done);
    for (Torrent* const torrent : torrents) {
        auto const id = torrent->id;
        // First it is forgotten durably, lest it come back without its data.
        world_.keeper.remove(id, [this, id, gathered, data = remove.with_data](auto const& kept) {
            gathered->add(kept);
            if (kept)
                forget(id, data);
            queue_changed_ = true;
        });
    }
}

void Session::forget(api::TorrentId id, bool with_data) {
    Torrent* const torrent = find(id);
    if (!torrent)
        return;
    if (with_data && !torrent->in_wire)
        emit_session(api::EventKind::warning, "its files were left, since it was not running",
                     torrent->spec.dir.string());
    leave_wire(*torrent, with_data);
    emit(*torrent, api::EventKind::removed);
    torrents_.remove(id);
    views_.drop(id);
    changed_ = true;
}

void Session::handle(api::Save const& save, api::Done done) {
    Torrent* const torrent = find(save.id);
    if (!torrent)
        return done(none_of({save.id}));
    if (!torrent->in_swarm)
        return done(api::Reply{.id = save.id});
    world_.wire.refresh(); // so that whoever asked finds final figures in the snapshot
    torrent->barrier.next.push_back(std::move(done));
    begin_barrier(*torrent);
}

void Session::handle(api::TreatPeer const& treat, api::Done const& done) {
    Torrent const* const torrent = find(treat.id);
    if (!torrent)
        return done(none_of({treat.id}));
    api::Reply const reply{.id = treat.id};
    if (torrent->in_wire && treat.act == api::PeerAct::ban) {
        if (auto ban = world_.wire.ban(treat.id, treat.peer)) {
            auto const kept = std::make_shared<Gathered>(1, reply, done);
            return note({treat.id, *std::move(ban)},
                        [kept](auto const& result) { kept->add(result); });
        }
    } else if (torrent->in_wire && treat_in_wire(treat)) {
        return done(reply);
    }
    done(shoal::fail(Errc::not_found,
                     "this peer is not connected, or no longer; name one as the list of peers does",
                     api::to_string(treat.peer)));
}

bool Session::treat_in_wire(api::TreatPeer const& treat) {
    if (treat.act == api::PeerAct::disconnect)
        return world_.wire.hang_up(treat.id, treat.peer);
    return world_.wire.pin(treat.id, treat.peer, treat.act == api::PeerAct::pin);
}

void Session::keep_rules(api::Done const& done) {
    auto const kept = std::make_shared<Gathered>(1, api::Reply{}, done);
    world_.keeper.save_by_hand(api::to_text(api::set_by_hand(configured_, session_view_.rules)),
                               [kept](auto const& result) { kept->add(result); });
}

void Session::leave_wire(Torrent& torrent, bool with_data) {
    torrent.jobs->request_stop();
    torrent.jobs = std::make_shared<std::stop_source>();
    for (auto* const unanswered : {&torrent.barrier.waiting, &torrent.barrier.next})
        for (api::Done const& asked : std::exchange(*unanswered, {}))
            asked(shoal::fail(Errc::not_found, "the torrent was removed meanwhile",
                              torrent.view.name));
    torrent.barrier = {};
    if (std::exchange(torrent.in_wire, false))
        world_.wire.remove(torrent.id, with_data);
    announcer_.left(torrent.id);
    forget_lookups(torrent);
    torrent.seek.reset();
    torrent.rename.reset();
    torrent.peers_seen = 0;
    torrent.view.metadata_done = torrent.view.metadata_pieces = 0;
    count_time(torrent);
    // The wire begins to count anew.
    torrent.kept.totals.uploaded += std::exchange(torrent.view.uploaded, 0);
    torrent.kept.totals.downloaded += std::exchange(torrent.view.downloaded, 0);
    torrent.in_swarm = torrent.is_joined = torrent.is_running = torrent.is_pausing =
        torrent.is_moving = false;
}

} // namespace shoal::engine
