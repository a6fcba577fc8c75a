#pragma once

#include "core/api/command.hpp"
#include "core/base/clock.hpp"

#include <map>

namespace shoal::store {

/// What a torrent did over all its sessions; it never goes back.
struct Totals {
    std::int64_t uploaded = 0; ///< bytes of payload
    std::int64_t downloaded = 0;
    std::chrono::seconds active{};
    std::chrono::seconds seeding{};

    friend bool operator==(Totals const&, Totals const&) = default;
};

/// A rename that had begun.
struct Renaming {
    std::optional<std::int64_t> file; ///< its index; nothing: the torrent
    std::string name;                 ///< path below the torrent's folder, or the torrent's name

    friend bool operator==(Renaming const&, Renaming const&) = default;
};

/// What outlives the process of one torrent.
struct TorrentRow {
    api::TorrentId id = 0;
    api::InfoHash info_hash; ///< unique; at least one of the two
    std::string name;
    std::int64_t size = 0;
    std::string source;  ///< as the user gave it; a magnet is kept whole
    std::string torrent; ///< bytes of the .torrent; empty: only a magnet is known
    fs::path dir;        ///< absolute
    std::optional<std::string> rename;
    std::vector<std::string> select;
    std::map<std::size_t, api::FilePriority> priorities; ///< changed by the user after adding
    std::map<std::size_t, std::string> renames; ///< file index → path below `dir`, by the user
    bool sequential = false;
    bool paused = false;
    std::string label;
    api::RateLimits limits;
    api::SeedGoal goal;
    std::int64_t queue_key = 0; ///< ascending order in the queue
    WallTime added;
    std::optional<WallTime> completed;
    Totals totals;
    std::optional<fs::path> moving_to; ///< a move to there had begun
    std::string error;
    std::optional<fs::path> bound_for; ///< goes there once it is complete
    std::optional<Renaming> renaming;
    bool picks_files = false;          ///< a magnet that is to pause once its files are known
    std::vector<std::string> trackers; ///< added by the user, as `web_seeds`
    std::vector<std::string> web_seeds;
    api::Priority priority = api::Priority::normal;

    friend bool operator==(TorrentRow const&, TorrentRow const&) = default;
};

} // namespace shoal::store
