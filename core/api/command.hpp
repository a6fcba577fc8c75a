#pragma once

#include "core/api/types.hpp"
#include "core/base/file.hpp"

#include <chrono>
#include <variant>

namespace shoal::api {

/// When a torrent has given enough. Nothing set: it seeds until told otherwise.
struct SeedGoal {
    std::optional<double> ratio;              ///< uploaded / size
    std::optional<std::chrono::seconds> time; ///< since completion
};

struct Add {
    /// Path of a .torrent, magnet link, bare info-hash (40 or 64 hex digits) or http(s) URL of a
    /// .torrent.
    std::string source;
    fs::path dir = ".";
    std::optional<std::string> rename; ///< saves the file, or the torrent's folder, under this name
    std::vector<std::string> select;   ///< globs; empty: all files
    std::vector<Endpoint> peers;       ///< connect to these at once
    bool sequential = false;
    bool check = false; ///< hash what is there, whatever the resume data says
    bool assume_complete =
        false; ///< the content was hashed a moment ago: seed without reading it again
    bool must_be_complete =
        false; ///< for seeding: incomplete data is an error, nothing is downloaded
    SeedGoal goal;
};

struct Remove {
    TorrentId id = 0;
};

/// Flushes what was received and writes resume data that claims no more than that.
struct Save {
    TorrentId id = 0;
};

using Command = std::variant<Add, Remove, Save>;

struct Reply {
    TorrentId id = 0; ///< the torrent it was about
};

} // namespace shoal::api
