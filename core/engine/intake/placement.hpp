#pragma once

#include "core/api/command.hpp"
#include "core/engine/records/state_files.hpp"
#include "core/metainfo/metainfo.hpp"

#include <map>

namespace shoal::engine {

/// Where a torrent's files go and which of them are wanted. Vectors have an entry for each file,
/// pads included.
struct Placement {
    fs::path dir;                               ///< absolute
    std::vector<fs::path> paths;                ///< absolute
    std::map<std::size_t, std::string> renames; ///< file index → path below `dir`
    std::vector<bool> selected;
    std::vector<api::FilePriority> priorities; ///< skip: not selected
};

/// Applies --output and --select (or BEP 53's `so=`) to the files of a torrent. Pure.
/// invalid_input: a new name that is no plain name, or a selection that fits no file.
[[nodiscard]] Result<Placement> place(metainfo::Metainfo const& torrent, api::Add const& add,
                                      fs::path const& absolute_dir);

/// Files that have another name than `place` gave them: index → path below `dir`.
using FoundNames = std::map<std::size_t, std::string>;

/// The files whose names their author wrote otherwise than we save them, under those names. Without
/// those that were named by hand. Pure.
[[nodiscard]] FoundNames raw_names(metainfo::Metainfo const& torrent, api::Add const& add);

/// The same path in the torrent's folder, or the same lone file, when that is called `root`. Pure.
[[nodiscard]] std::string with_root(std::string const& path, std::string const& root);

/// Where a file is, below the torrent's folder. Pure.
[[nodiscard]] std::string path_of(metainfo::Metainfo const& torrent, Placement const& placement,
                                  std::size_t file);

/// The file indices of a magnet's `so=0,2,4-6` (BEP 53) that are below `files`. Pure.
[[nodiscard]] std::vector<std::size_t> magnet_selection(std::string_view magnet, std::size_t files);

/// Pieces that hold a byte of a selected file. Pure.
[[nodiscard]] std::vector<bool> wanted_pieces(metainfo::Metainfo const& torrent,
                                              std::vector<bool> const& selected);

/// Pieces that hold no byte of a file that is not selected. Pure.
[[nodiscard]] std::vector<bool> whole_pieces(metainfo::Metainfo const& torrent,
                                             std::vector<bool> const& selected);

/// The content in these pieces, as libtorrent counts what is wanted: whole pieces, without pads.
/// Pure.
[[nodiscard]] std::int64_t bytes_of(metainfo::Metainfo const& torrent,
                                    std::vector<bool> const& pieces);

/// The files that hold a byte of one of `pieces`, without pads. Pure.
[[nodiscard]] std::vector<std::size_t> files_of(metainfo::Metainfo const& torrent,
                                                std::vector<bool> const& pieces);

/// What is on disk where the torrent's files go.
struct DiskFacts {
    bool any_data = false;   ///< some selected file is there and not empty
    bool claims_fit = false; ///< every file of a claimed piece is there and long enough
    WallTime newest;         ///< latest modification
};

enum class Recheck { nothing, unclaimed, everything };

/// Which pieces must be hashed before the swarm may be told what we have. Pure.
[[nodiscard]] Recheck plan_recheck(std::optional<ResumeRecord> const& record, std::size_t pieces,
                                   DiskFacts const& facts, bool force);

} // namespace shoal::engine
