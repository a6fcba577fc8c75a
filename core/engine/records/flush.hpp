#pragma once

#include "core/engine/intake/placement.hpp"

namespace shoal::engine {

/// What must be on the disk before a record may speak of it.
struct FlushList {
    std::vector<fs::path> needed;   ///< selected files: one that is missing took its pieces along
    std::vector<fs::path> optional; ///< may not exist: unwanted files, and the part file
    fs::path root;                  ///< folders below it, and it, may be new
};

/// Where libtorrent keeps what pieces have in unwanted files: named after the first 20 bytes of the
/// v2 hash if there is one. Pure.
[[nodiscard]] fs::path part_file(api::InfoHash const& hash, fs::path const& dir);

/// Files that hold a byte of one of `pieces`. What such a piece has in unwanted files lies in them
/// if they were there before, else in libtorrent's part file. Pure.
[[nodiscard]] FlushList flush_list(metainfo::Metainfo const& torrent, api::InfoHash const& hash,
                                   Placement const& placement, std::vector<bool> const& pieces);

/// As `flush_list`, with all other files too, since unfinished pieces may lie in any. Pure.
[[nodiscard]] FlushList flush_all(metainfo::Metainfo const& torrent, api::InfoHash const& hash,
                                  Placement const& placement, std::vector<bool> const& pieces);

/// Forces the files' bytes, then their names, down to the disk. Blocking; any thread.
[[nodiscard]] Result<void> flush(FlushList const& list);

} // namespace shoal::engine
