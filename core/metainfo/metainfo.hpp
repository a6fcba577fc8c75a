#pragma once

#include "core/api/torrents.hpp"

namespace shoal::metainfo {

/// One file in torrent order. Pad files (BEP 47) are listed, since they take part in the v1 piece
/// space.
struct LayoutFile {
    std::string path;        ///< the torrent's name first, '/' between parts
    std::int64_t offset = 0; ///< in the piece space
    std::int64_t size = 0;
    bool is_pad = false;
    /// As its author wrote it, where `path` is not that: libtorrent gives names with control
    /// characters or the like others. Sound all the same: it stays inside its folder.
    std::string raw_path{};
};

/// A .torrent that passed inspection: every path stays inside its folder, every length adds up.
struct Metainfo {
    api::TorrentSummary summary;
    std::vector<LayoutFile> files;
    std::vector<Sha1Digest> v1_pieces; ///< empty for v2-only
    std::vector<std::vector<Sha256Digest>>
        v2_pieces;     ///< per file, one a piece (BEP 52); empty for v1-only
    std::string bytes; ///< the whole .torrent
};

/// Reads a .torrent. invalid_input, with the field and the reason, for anything that is not sound:
/// malformed bencoding, wrong types, absurd sizes, paths that leave the folder or collide.
[[nodiscard]] Result<Metainfo> parse(std::string bytes);

/// As `parse`, from the info dict alone, as a magnet leads to it (BEP 9): `v2_pieces` stay empty.
[[nodiscard]] Result<Metainfo> parse_info(std::string_view info);

/// As `parse`, from a file.
[[nodiscard]] Result<Metainfo> load(fs::path const& path);

/// The name, hashes, trackers, web seeds of a magnet link (BEP 9, 53).
[[nodiscard]] Result<api::TorrentSummary> parse_magnet(std::string_view uri);

} // namespace shoal::metainfo
