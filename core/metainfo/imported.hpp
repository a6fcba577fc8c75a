#pragma once

#include "core/api/limits.hpp"
#include "core/base/clock.hpp"
#include "core/base/file.hpp"

namespace shoal::metainfo {

/// A torrent as another client left it.
struct Imported {
    std::string torrent;               ///< the .torrent, which passed inspection
    fs::path dir;                      ///< holds the content
    std::optional<std::string> rename; ///< what the content is called in there, if not as in the
                                       ///< .torrent
    std::vector<bool> have;            ///< pieces it had; empty: not known, hash what is there
    bool complete = false;             ///< it had all of them
    /// Per file as the .torrent lists them, padding included: who finds it changed later than this
    /// hashes it again. Nothing: not known.
    std::vector<std::optional<WallTime>> unchanged_since;
    std::vector<bool> wanted; ///< per file, likewise
    bool paused = false;
    std::string label; ///< untrusted, as all texts here
    std::int64_t uploaded = 0;
    std::int64_t downloaded = 0;
    std::optional<WallTime> added;
    std::optional<WallTime> completed;
    api::SeedGoal goal; ///< its own
};

} // namespace shoal::metainfo
