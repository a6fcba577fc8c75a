#pragma once

#include "core/metainfo/metainfo.hpp"

namespace shoal::metainfo {

/// The magnet link of a torrent: hashes, name, trackers, web seeds (BEP 9).
[[nodiscard]] std::string make_magnet(api::TorrentSummary const& torrent);

} // namespace shoal::metainfo
