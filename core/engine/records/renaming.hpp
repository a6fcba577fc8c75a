#pragma once

#include "core/engine/intake/placement.hpp"
#include "core/store/torrent_row.hpp"

namespace shoal::engine {

/// Where a rename puts the files that it changes: file index → path below the torrent's folder.
/// Asked again when some of them are there already, it gives the others. Pure.
[[nodiscard]] std::map<std::size_t, std::string> new_paths(metainfo::Metainfo const& torrent,
                                                           Placement const& placement,
                                                           store::Renaming const& renaming);

/// invalid_input, not_found or conflict, when a name leads out of the torrent's folder, there is no
/// such file, or two files of the torrent would have one name. Pure.
[[nodiscard]] Result<void> check_names(metainfo::Metainfo const& torrent,
                                       Placement const& placement, store::Renaming const& renaming);

/// A file's way to its new name, both absolute.
struct NameChange {
    fs::path from;
    fs::path to;
};

[[nodiscard]] std::vector<NameChange> name_changes(metainfo::Metainfo const& torrent,
                                                   Placement const& placement,
                                                   store::Renaming const& renaming);

/// Puts an empty file where each is to go, since libtorrent renames over whatever is there: nothing
/// of others can get in its way any more. conflict when something is there, unless it is as empty
/// and a crash may have left it (`again`). Blocking.
[[nodiscard]] Result<void> reserve(std::vector<NameChange> const& changes, bool again);

/// After the renames: the new names are on the disk for good; empty files where nothing went, and
/// folders up to `dir` that nothing is in any more, go. Blocking.
void tidy(std::vector<NameChange> const& changes, fs::path const& dir);

/// Gives the files their old names back that a rename, cut off by a crash or a power cut, had
/// renamed unnoticed. So the torrent is whole again, and the rename can begin anew. Blocking.
[[nodiscard]] Result<void> undo_half_rename(metainfo::Metainfo const& torrent, api::Add const& add,
                                            store::Renaming const& renaming);

} // namespace shoal::engine
