#pragma once

#include "core/base/file.hpp"

#include <cstdint>
#include <string>

namespace shoal::bench {

/// The file that a swarm moves, and its .torrent.
struct Cargo {
    fs::path dir;          ///< holds `seed/file` and `file.torrent`, which names no tracker
    std::int64_t size = 0; ///< of the file, bytes
    std::string info_hash; ///< v1
    std::string shoal;     ///< makes and edits .torrents

    [[nodiscard]] fs::path original() const { return dir / "seed/file"; }
};

inline constexpr std::int64_t piece_size = 256 * 1024;

/// Writes the file and makes its .torrent: v1, 256 KiB pieces.
[[nodiscard]] Cargo make_cargo(fs::path const& dir, std::int64_t size, std::string const& shoal);

/// A .torrent of the same that names a tracker; it replaces the one before.
[[nodiscard]] fs::path announced_at(Cargo const& cargo, std::string const& tracker_url);

} // namespace shoal::bench
