#pragma once

#include "core/api/torrents.hpp"

namespace shoal::api {

inline constexpr std::string_view magnet_v1 = "urn:btih:";
inline constexpr std::string_view magnet_v2 = "urn:btmh:1220"; ///< multihash: SHA-256, 32 bytes

/// The magnet link of a torrent: hashes, name, trackers, web seeds (BEP 9).
[[nodiscard]] std::string make_magnet(TorrentSummary const& torrent);

} // namespace shoal::api
