// Files of torrents that are there: moved, wanted or not.

#include "core/engine/session/session.hpp"

namespace shoal::engine {
void Session::handle(api::Move const& asked, api::Done const& done) {
    for_each(
        asked.ids,
        [this, &asked](Torrent& torrent) {
            if (torrent.kept.bound_for && !torrent.flushed_told)
                torrent.kept.bound_for = asked.dir; // not complete yet: it stays where it waits
            else
                move(torrent, asked.dir);
        },
        done);
}

void Session::move(Torrent& torrent, fs::path const& dir) {
    bool const failed = !torrent.view.error.empty();
    if ((torrent.kept.moving_to && !failed) || torrent.spec.dir == dir)
        return;
    if (!torrent.in_swarm && (torrent.in_wire || failed)) { // it has no files, or lost them
        torrent.kept.moving_to.reset();
        torrent.spec.dir = dir;
        take_in_anew(torrent);
        return show(torrent);
    }
    torrent.kept.moving_to = dir;
    show(torrent);
    // Not before it is known durably where to look for them after a crash.
    world_.keeper.update(to_row(torrent), [this, id = torrent.id](Result<void> const& kept) {
        Torrent* const found = find(id);
        if (found && kept)
            begin_move(*found);
        else if (found)
            on(*found, MoveFailed{id, kept.error().what, kept.error().where});
    });
}

/// Else it begins when the torrent has entered the swarm.
void Session::begin_move(Torrent& torrent) {
    if (torrent.in_swarm && torrent.kept.moving_to && !torrent.kept.renaming &&
        !std::exchange(torrent.is_moving, true))
        world_.wire.move(torrent.id, *torrent.kept.moving_to);
}

void Session::go_where_bound(Torrent& torrent) {
    if (torrent.kept.moving_to)
        begin_move(torrent);
    else if (torrent.flushed_told && torrent.kept.bound_for)
        move_when_done(torrent);
}

fs::path Session::place_for(std::string const& label) const {
    auto const own = housekeeping_.labels.find(label);
    if (own != housekeeping_.labels.end() && !own->second.dir.empty())
        return own->second.dir;
    return housekeeping_.dir.empty() ? fs::path{"."} : housekeeping_.dir;
}

void Session::move_when_done(Torrent& torrent) {
    auto const to = torrent.kept.bound_for.value_or(torrent.spec.dir);
    auto const& done = housekeeping_.move_done_to;
    bool const goes_on =
        !done.empty() && to.lexically_normal() == housekeeping_.dir.lexically_normal();
    move(torrent, goes_on ? done : to);
}

void Session::on(Torrent& torrent, Moved const& moved) {
    auto& placement = torrent.intake.placement;
    placement.dir = torrent.spec.dir = moved.dir;
    torrent.kept.moving_to.reset();
    torrent.kept.bound_for.reset();
    torrent.is_moving = false;
    torrent.barrier.again = torrent.barrier.running; // its flush may look for the old names
    for (std::size_t i = 0; i < placement.paths.size(); ++i)
        placement.paths[i] = placement.dir / path_of(*torrent.intake.torrent, placement, i);
    keep(torrent);
    emit(torrent, api::EventKind::moved, {}, moved.dir.string());
    show(torrent);
}

void Session::on(Torrent& torrent, MoveFailed const& failed) {
    torrent.kept.moving_to.reset();
    torrent.is_moving = false;
    keep(torrent);
    emit(torrent, api::EventKind::warning, "cannot move it: " + failed.reason, failed.where);
    show(torrent);
}

void Session::handle(api::SetFiles const& set, api::Done const& done) {
    Torrent* const torrent = find(set.id);
    if (!torrent)
        return done(
            shoal::fail(Errc::not_found, "no torrent has this number", std::to_string(set.id)));
    if (!torrent->in_swarm)
        return done(files_not_known(*torrent));
    auto spec = torrent->spec;
    for (std::size_t const file : set.files)
        spec.priorities[file] = set.priority;
    auto placement = place(*torrent->intake.torrent, spec, torrent->spec.dir);
    if (!placement)
        return done(shoal::fail(Errc::invalid_input,
                                "no file would be left to download; pause the torrent instead",
                                torrent->view.name));
    torrent->spec = std::move(spec);
    auto& intake = torrent->intake;
    intake.placement = *std::move(placement);
    auto wanted = wanted_pieces(*intake.torrent, intake.placement.selected);
    torrent->barrier.is_current = false;
    if (!covers(intake.wanted, wanted)) {
        torrent->complete_told = torrent->flushed_told = false;
        torrent->wants_more = true;
        torrent->wire_state = WireState::downloading;
    }
    intake.wanted = std::move(wanted);
    world_.wire.set_files(set.id, intake.placement.priorities);
    for_each(
        {set.id}, [this](Torrent& changed) { show(changed); }, done);
}

void Session::keep(Torrent const& torrent, std::function<void(Torrent&)> then) {
    world_.keeper.update(
        to_row(torrent), [this, id = torrent.id, then = std::move(then)](Result<void> const& kept) {
            Torrent* const found = find(id);
            if (found && !kept)
                on(*found,
                   Trouble{id, "cannot save its state: " + kept.error().what, kept.error().where});
            if (found && then)
                then(*found);
        });
}

} // namespace shoal::engine
