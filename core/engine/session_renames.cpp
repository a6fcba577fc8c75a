// Files and torrents get other names, on disk too.

#include "core/base/text.hpp"
#include "core/engine/renaming.hpp"
#include "core/engine/session.hpp"
#include "core/metainfo/path_check.hpp"

namespace shoal::engine {
namespace {

/// A path below the torrent's folder that no trick leads out of, and no other file of it has.
Result<void> check_path(Torrent const& torrent, std::size_t file, std::string const& path) {
    auto const& files = torrent.intake.torrent->files;
    if (file >= files.size() || files[file].is_pad)
        return fail(Errc::not_found, "the torrent has no file of this number",
                    std::to_string(file));
    for (std::string const& part : split(path, '/'))
        SHOAL_TRY_VOID(metainfo::check_component(part).map_error(at(path)));
    for (std::size_t i = 0; i < files.size(); ++i)
        if (i != file && path_of(*torrent.intake.torrent, torrent.intake.placement, i) == path)
            return fail(Errc::conflict, "another file of the torrent has this name", path);
    return {};
}

Result<void> check(Torrent const& torrent, api::Rename const& rename) {
    if (!torrent.in_swarm)
        return files_not_known(torrent);
    if (torrent.kept.renaming || torrent.kept.moving_to)
        return fail(Errc::busy, "its files are being moved or renamed; try again after that",
                    torrent.view.name);
    return rename.file ? check_path(torrent, *rename.file, rename.name)
                       : metainfo::check_component(rename.name);
}

/// The first of these where something is already: a rename would put its file in place of that.
Result<void> check_free(std::vector<fs::path> const& paths) {
    std::error_code ignored;
    for (fs::path const& path : paths)
        if (fs::exists(fs::symlink_status(path, ignored)))
            return fail(Errc::conflict, "there is a file of this name already", path.string());
    return {};
}

std::vector<fs::path> targets(Torrent const& torrent, store::Renaming const& renaming) {
    auto const& placement = torrent.intake.placement;
    std::vector<fs::path> paths;
    for (auto const& [file, path] : new_paths(*torrent.intake.torrent, placement, renaming))
        paths.push_back(placement.dir / path);
    return paths;
}

} // namespace

void Session::handle(api::Rename const& rename, api::Done const& done) {
    Torrent* const torrent = find(rename.id);
    if (!torrent)
        return done(
            shoal::fail(Errc::not_found, "no torrent has this number", std::to_string(rename.id)));
    if (auto const sound = check(*torrent, rename); !sound)
        return done(tl::make_unexpected(sound.error()));
    world_.jobs.intake([this, rename, done, paths = targets(*torrent, {rename.file, rename.name})](
                           std::stop_token const&) -> Jobs::Completion {
        auto free = check_free(paths);
        return [this, rename, done, free = std::move(free)] {
            free ? take_name(rename, done) : done(tl::make_unexpected(free.error()));
        };
    });
}

void Session::take_name(api::Rename const& rename, api::Done const& done) {
    Torrent* const torrent = find(rename.id);
    if (!torrent || !check(*torrent, rename))
        return done(shoal::fail(Errc::busy, "something else became of it meanwhile; try again",
                                rename.name));
    torrent->kept.renaming = store::Renaming{rename.file, rename.name};
    if (!rename.file)
        torrent->view.name = rename.name;
    // Not before it is known durably where to look for them after a crash.
    for_each(
        {rename.id}, [this](Torrent& renamed) { show(renamed); },
        [this, id = rename.id, done](Result<api::Reply> reply) {
            Torrent* const found = find(id);
            if (found && reply)
                begin_rename(*found);
            else if (found)
                end_rename(*found, false);
            done(std::move(reply));
        });
}

/// Else it begins when the torrent has entered the swarm.
void Session::begin_rename(Torrent& torrent) {
    if (!torrent.in_swarm || !torrent.kept.renaming)
        return;
    auto const paths =
        new_paths(*torrent.intake.torrent, torrent.intake.placement, *torrent.kept.renaming);
    torrent.renames_left = paths.size();
    torrent.rename_failed = false;
    for (auto const& [file, path] : paths)
        world_.wire.rename(torrent.id, file, path);
    if (paths.empty())
        end_rename(torrent, true);
}

/// A torrent of which not all files got the new name keeps the old one.
void Session::end_rename(Torrent& torrent, bool is_done) {
    auto const renaming = std::exchange(torrent.kept.renaming, std::nullopt);
    if (renaming && !renaming->file) {
        if (is_done)
            torrent.spec.rename = torrent.intake.name = renaming->name;
        torrent.view.name = torrent.intake.name;
    }
    keep(torrent);
    show(torrent);
    if (torrent.kept.moving_to)
        begin_move(torrent);
}

void Session::count_rename(Torrent& torrent) {
    if (torrent.renames_left > 0 && --torrent.renames_left == 0)
        end_rename(torrent, !torrent.rename_failed);
}

void Session::on(Torrent& torrent, Renamed const& renamed) {
    auto& placement = torrent.intake.placement;
    if (renamed.file >= placement.paths.size())
        return;
    placement.renames[renamed.file] = torrent.spec.file_names[renamed.file] = renamed.path;
    placement.paths[renamed.file] = placement.dir / renamed.path;
    torrent.barrier.again = torrent.barrier.running; // its flush may look for the old name
    keep(torrent);
    count_rename(torrent);
}

void Session::on(Torrent& torrent, RenameFailed const& failed) {
    auto const path = path_of(*torrent.intake.torrent, torrent.intake.placement, failed.file);
    torrent.rename_failed = true;
    emit(torrent, api::EventKind::warning, "cannot rename a file: " + failed.reason, path);
    count_rename(torrent);
}

} // namespace shoal::engine
