// Files and torrents get other names, on disk too.

#include "core/engine/records/renaming.hpp"
#include "core/engine/session/session.hpp"

namespace shoal::engine {
namespace {

Result<void> check(Torrent const& torrent, store::Renaming const& renaming) {
    if (!torrent.in_swarm)
        return files_not_known(torrent);
    if (torrent.kept.renaming || torrent.kept.moving_to)
        return fail(Errc::busy, "its files are being moved or renamed; try again after that",
                    torrent.view.name);
    return check_names(*torrent.intake.torrent, torrent.intake.placement, renaming);
}

} // namespace

void Session::handle(api::Rename const& rename, api::Done const& done) {
    Torrent* const torrent = find(rename.id);
    if (!torrent)
        return done(
            shoal::fail(Errc::not_found, "no torrent has this number", std::to_string(rename.id)));
    store::Renaming renaming{rename.file, rename.name};
    if (auto const sound = check(*torrent, renaming); !sound)
        return done(tl::make_unexpected(sound.error()));
    torrent->kept.renaming = std::move(renaming);
    if (!rename.file)
        torrent->view.name = rename.name;
    // Not before it is known durably where to look for them after a crash.
    for_each(
        {rename.id}, [this](Torrent& renamed) { show(renamed); },
        [this, id = rename.id, done](Result<api::Reply> const& reply) {
            Torrent* const found = find(id);
            if (found && reply)
                return begin_rename(*found, false, done);
            if (found)
                end_rename(*found, false);
            done(reply);
        });
}

/// Else it begins when the torrent has entered the swarm.
void Session::begin_rename(Torrent& torrent, bool again, api::Done done) {
    if (!torrent.in_swarm || !torrent.kept.renaming)
        return done(api::Reply{.id = torrent.id});
    world_.jobs.intake([this, id = torrent.id, round = torrent.jobs, again, done = std::move(done),
                        changes = name_changes(*torrent.intake.torrent, torrent.intake.placement,
                                               *torrent.kept.renaming)](
                           std::stop_token const&) -> Jobs::Completion {
        auto reserved = reserve(changes, again);
        return [this, id, round, changes, reserved = std::move(reserved), done] {
            done(reserved.map([&] { return api::Reply{.id = id}; }));
            if (Torrent* const found = find(id, round); found && reserved)
                rename_files(*found, changes);
            else if (found)
                drop_rename(*found, reserved.error());
        };
    });
}

void Session::drop_rename(Torrent& torrent, Error const& why) {
    emit(torrent, api::EventKind::warning, "cannot rename it: " + why.what, why.where);
    end_rename(torrent, false);
}

void Session::rename_files(Torrent& torrent, std::vector<NameChange> changes) {
    auto const paths =
        new_paths(*torrent.intake.torrent, torrent.intake.placement, *torrent.kept.renaming);
    torrent.rename = RenameRun{.changes = std::move(changes), .left = paths.size()};
    for (auto const& [file, path] : paths)
        world_.wire.rename(torrent.id, file, path);
    if (paths.empty())
        tidy_names(torrent);
}

void Session::count_rename(Torrent& torrent) {
    if (torrent.rename && torrent.rename->left > 0 && --torrent.rename->left == 0)
        tidy_names(torrent);
}

void Session::tidy_names(Torrent& torrent) {
    auto const run = *std::exchange(torrent.rename, std::nullopt);
    if (run.then_anew)
        return take_in_anew(torrent); // and the rename begins anew, too
    world_.jobs.save(
        [this, run, id = torrent.id, round = torrent.jobs,
         dir = torrent.intake.placement.dir](std::stop_token const&) -> Jobs::Completion {
            tidy(run.changes, dir);
            return [this, id, round, is_done = !run.has_failed] {
                if (Torrent* const found = find(id, round))
                    end_rename(*found, is_done);
            };
        });
}

/// A torrent of which not all files got the new name keeps the old one.
void Session::end_rename(Torrent& torrent, bool is_done) {
    auto const renaming = std::exchange(torrent.kept.renaming, std::nullopt);
    if (renaming && !renaming->file) {
        if (is_done)
            torrent.spec.rename = torrent.intake.name = renaming->name;
        torrent.view.name = torrent.intake.name;
    }
    show(torrent);
    keep(torrent, [this](Torrent& kept) { go_where_bound(kept); });
}

void Session::on(Torrent& torrent, Renamed const& renamed) {
    auto& placement = torrent.intake.placement;
    if (renamed.file >= placement.paths.size())
        return;
    placement.renames[renamed.file] = torrent.spec.file_names[renamed.file] = renamed.path;
    placement.paths[renamed.file] = placement.dir / renamed.path;
    torrent.barrier.again = torrent.barrier.running; // its flush may look for the old name
    count_rename(torrent);
}

void Session::on(Torrent& torrent, RenameFailed const& failed) {
    if (torrent.rename)
        torrent.rename->has_failed = true;
    emit(torrent, api::EventKind::warning, "cannot rename a file: " + failed.reason,
         path_of(*torrent.intake.torrent, torrent.intake.placement, failed.file));
    count_rename(torrent);
}

} // namespace shoal::engine
