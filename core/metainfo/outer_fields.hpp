#pragma once

#include "core/api/torrents.hpp"
#include "core/metainfo/bencode.hpp"

namespace shoal::metainfo {

/// Fills in what describes a torrent but not its content: trackers, web seeds, nodes, comment,
/// source, creator, date, private flag. A field of the wrong type costs a warning, not the torrent.
void read_outer_fields(bencode::Value root, bencode::Value info, api::TorrentSummary& summary);

} // namespace shoal::metainfo
