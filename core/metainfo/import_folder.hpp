#pragma once

#include "core/metainfo/imported.hpp"

namespace shoal::metainfo {

struct ImportedFolder {
    std::string client; ///< whose folder it is
    std::vector<Imported> torrents;
    std::vector<Error> failures; ///< of torrents that could not be read, each with its path
};

/// Reads the folder in which Transmission (the one with torrents/ and resume/), qBittorrent
/// (BT_backup) or rtorrent (its session) keeps its torrents. Nothing in it is changed. not_found if
/// it is none of them.
[[nodiscard]] Result<ImportedFolder> import_folder(fs::path const& folder);

} // namespace shoal::metainfo
