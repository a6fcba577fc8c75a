#pragma once

#include "core/engine/placement.hpp"
#include "core/store/torrent_row.hpp"

#include <stop_token>

namespace shoal::engine {

/// Where a rename puts the files that it changes: file index → path below the torrent's folder.
/// Asked again when some of them are there already, it gives the others. Pure.
[[nodiscard]] std::map<std::size_t, std::string> new_paths(metainfo::Metainfo const& torrent,
                                                           Placement const& placement,
                                                           store::Renaming const& renaming);

/// Gives the files their old names back that a rename, cut off by a crash or a power cut, had
/// renamed unnoticed. So the torrent is whole again, and the rename can begin anew. Blocking.
[[nodiscard]] Result<void> undo_half_rename(metainfo::Metainfo const& torrent, api::Add const& add,
                                            store::Renaming const& renaming);

} // namespace shoal::engine
