#pragma once

#include "core/metainfo/metainfo.hpp"

namespace shoal::metainfo {

/// The magnet link of a torrent: hashes, name, trackers, web seeds (BEP 9).
[[nodiscard]] std::string make_magnet(api::TorrentSummary const& torrent);

/// Whether it is meant as a magnet link, sound or not.
[[nodiscard]] bool is_magnet(std::string_view source);

} // namespace shoal::metainfo
