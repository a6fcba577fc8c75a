#pragma once

#include "core/api/ban.hpp"
#include "core/api/limits.hpp"

#include <map>
#include <memory>

namespace shoal::api {

enum class TorrentState {
    loading,
    checking,
    metadata,
    downloading,
    complete, ///< and seeding
    paused,
    queued, ///< waits for a place among the active ones
    moving,
    error,
};

[[nodiscard]] std::string_view to_string(TorrentState state);

/// One torrent as of a revision. Sizes in bytes, rates in bytes/s of payload.
struct TorrentView {
    TorrentId id = 0;
    std::uint64_t revision = 0; ///< of the snapshot in which it last changed
    InfoHash info_hash;
    std::string name; ///< untrusted
    TorrentState state = TorrentState::loading;
    std::string error;
    std::int64_t size = 0;   ///< whole torrent; 0 until its metadata is known
    std::int64_t wanted = 0; ///< of the selected files
    std::int64_t done = 0;   ///< of `wanted`: verified
    double checked = 0;      ///< 0–1 while checking
    std::int64_t pieces = 0;
    std::int64_t piece_size = 0;
    std::int64_t pieces_done = 0;
    std::int64_t files = 0; ///< without pads; 0 until its metadata is known
    /// Of a magnet's metadata, 16 KiB each (BEP 9); 0 of 0: nobody told how many there are.
    int metadata_done = 0;
    int metadata_pieces = 0;
    /// The pieces that are verified; null when that is none, or all.
    std::shared_ptr<std::vector<bool> const> have;
    std::int64_t pieces_failed = 0; ///< hash failures in this session
    std::int64_t down_rate = 0;
    std::int64_t up_rate = 0;
    std::int64_t downloaded = 0; ///< payload received in this session
    std::int64_t uploaded = 0;
    std::int64_t downloaded_before = 0; ///< in earlier sessions
    std::int64_t uploaded_before = 0;
    std::int64_t wasted = 0; ///< received but thrown away: duplicate or failed
    int peers = 0;           ///< connected
    int seeds = 0;           ///< of those, complete
    int known_peers = 0;     ///< connected or not
    int known_seeds = 0;     ///< by trackers' and peers' word, connected or not; without us
    double distributed_copies = 0;
    std::optional<int> health;          ///< 0–100; nothing without enough evidence
    int named_sources = 0;              ///< trackers and web seeds
    std::map<std::string, int> sources; ///< distinct peers seen, by where we learnt of them
    std::string dir;                    ///< where its files are
    std::string label;
    RateLimits limits;
    SeedGoal goal; ///< its own
    Priority priority = Priority::normal;
    bool sequential = false;
    bool is_private = false;
    int queue_position = 0; ///< 1 is next; 0 while it is not in the queue
    WallTime added;
    std::optional<WallTime> completed;
};

struct Snapshot {
    std::uint64_t revision = 0;
    std::vector<std::shared_ptr<TorrentView const>> torrents; ///< by id, ascending
    std::string dir; ///< where content goes that is not sent elsewhere; absolute
    std::vector<Endpoint> listening;
    std::int64_t dht_nodes = 0;
    /// What libtorrent had to tell the session and lost, its queue being full; more than it counts.
    std::int64_t alerts_dropped = 0;
    std::vector<Ban> bans; ///< oldest first; some may have run out since
    SessionRules rules;
    bool alternative_in_force = false;
    /// Whoever keeps it up to date does not answer: this is the last that is known.
    bool is_stale = false;
};

/// Null when there is none.
[[nodiscard]] std::shared_ptr<TorrentView const> find(Snapshot const& snapshot, TorrentId id);

/// Over all sessions; nothing while the size is unknown or zero.
[[nodiscard]] std::optional<double> ratio(TorrentView const& torrent);

/// Seconds to go at the present rate; nothing when it stands still.
[[nodiscard]] std::optional<std::int64_t> eta_seconds(TorrentView const& torrent);

} // namespace shoal::api
