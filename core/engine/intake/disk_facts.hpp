#pragma once

#include "core/engine/intake/placement.hpp"

namespace shoal::engine {

// What the engine must know of the disk before a torrent starts. Blocking; any thread.

/// The absolute folder, made if it is not there; denied or io if nothing can be written into it.
[[nodiscard]] Result<fs::path> usable_dir(fs::path const& dir);

/// The files that are there under the name as their author wrote it, and not where they are placed.
[[nodiscard]] FoundNames find_raw_names(metainfo::Metainfo const& torrent, api::Add const& add,
                                        Placement const& placement);

/// How the files look that are selected or hold pieces that a record claims, compared with it.
[[nodiscard]] DiskFacts look(metainfo::Metainfo const& torrent, Placement const& placement,
                             std::vector<bool> const& claimed);

/// The pieces of which some byte may have been written: all of the others lie in holes of sparse
/// files. A file system that knows no holes makes it all of them.
[[nodiscard]] std::vector<bool> written_pieces(metainfo::Metainfo const& torrent,
                                               Placement const& placement);

/// conflict when something that cannot be a part of this torrent stands where a file must go: a
/// folder, a device, or a longer file.
[[nodiscard]] Result<void> refuse_strangers(metainfo::Metainfo const& torrent,
                                            Placement const& placement);

/// denied when a selected file that is still to be written (it is empty, or has a byte in one of
/// the `missing` pieces) lies behind a symbolic link that leads out of the download folder, or is
/// one.
[[nodiscard]] Result<void> refuse_links_out(metainfo::Metainfo const& torrent,
                                            Placement const& placement,
                                            std::vector<bool> const& missing);

/// conflict when the files there have content, though none of the torrent's: somebody's data is not
/// ours to overwrite. To be called when no record says that we wrote them and no piece matched.
[[nodiscard]] Result<void> refuse_unrelated(metainfo::Metainfo const& torrent,
                                            Placement const& placement);

/// io when fewer than `bytes` are free on the folder's file system.
[[nodiscard]] Result<void> require_space(fs::path const& dir, std::int64_t bytes);

} // namespace shoal::engine
