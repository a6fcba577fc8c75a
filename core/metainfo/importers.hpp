#pragma once

#include "core/metainfo/imported.hpp"

namespace shoal::metainfo {

// What other clients keep of a torrent, read from the bytes of their files. invalid_input for a
// .torrent that does not pass inspection, or a file that is not theirs.

/// Transmission 3: torrents/HASH.torrent, resume/HASH.resume. It calls incomplete files NAME.part
/// on disk, unless told otherwise.
[[nodiscard]] Result<Imported> import_transmission(std::string torrent, std::string_view resume);

/// qBittorrent 4 (libtorrent): BT_backup/HASH.torrent, HASH.fastresume. The latter holds no times
/// of files: `saved` is when it was written itself.
[[nodiscard]] Result<Imported> import_qbittorrent(std::string torrent, std::string_view fastresume,
                                                  WallTime saved);

/// rtorrent 0.9: HASH.torrent, HASH.torrent.rtorrent, HASH.torrent.libtorrent_resume.
[[nodiscard]] Result<Imported> import_rtorrent(std::string torrent, std::string_view state,
                                               std::string_view resume);

} // namespace shoal::metainfo
