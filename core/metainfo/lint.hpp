#pragma once

#include "core/api/torrents.hpp"

namespace shoal::metainfo {

/// Bytes of a .torrent that many clients refuse to pass.
inline constexpr std::int64_t large_metadata = 10 * 1024 * 1024;

/// Cautions about a torrent that is sound but will hurt. Pure. `torrent_size`: of the .torrent in
/// bytes. Names: metadata-large, piece-size-unusual, v2-only, hybrid-clients,
/// private-without-tracker, private-with-nodes, tracker-scheme, web-seed-scheme, web-seed-folder,
/// unportable-name.
/// (`parse` adds field-ignored and unprintable-name, `create` symlinks-skipped and
/// special-files-skipped.)
[[nodiscard]] std::vector<api::Warning> lint(api::TorrentSummary const& torrent,
                                             std::int64_t torrent_size);

} // namespace shoal::metainfo
