#pragma once

#include "core/store/database.hpp"
#include "core/store/sample.hpp"

namespace shoal::store {

// The table of histories; see roll_up.hpp.

/// Takes the samples into all tiers, and drops what these keep no longer. Those of torrents that
/// are not there are passed over.
[[nodiscard]] Result<void> note_samples(Database& database, std::vector<Sample> const& samples);
[[nodiscard]] Result<void> drop_history(Database& database, api::TorrentId torrent);

/// Of the steps that begin in [since, until), as fine as they are kept, but at most `most` (2 or
/// more).
[[nodiscard]] Result<History> load_history(Database& database, api::TorrentId torrent,
                                           WallTime since, WallTime until, std::size_t most);

} // namespace shoal::store
