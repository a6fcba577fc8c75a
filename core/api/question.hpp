#pragma once

#include "core/api/command.hpp"
#include "core/api/event.hpp"
#include "core/api/figures.hpp"
#include "core/api/health.hpp"
#include "core/api/history.hpp"

namespace shoal::api {

// What snapshots do not hold because it is long, or changes all the time. Of one torrent at a time,
// but for the log and the figures.

struct FilesOf {
    TorrentId id = 0;
};

struct PeersOf {
    TorrentId id = 0;
};

/// What we have and the swarm has; or what one peer has: then only `piece_size` and `have` are
/// filled.
struct PiecesOf {
    TorrentId id = 0;
    std::optional<Endpoint> peer = {};
};

/// Who has any of these pieces, of the peers we are connected to: those with most of them first.
struct HoldersOf {
    TorrentId id = 0;
    std::uint32_t first = 0;
    std::uint32_t end = 0; ///< the first that is not meant
};

struct TrackersOf {
    TorrentId id = 0;
};

struct WebSeedsOf {
    TorrentId id = 0;
};

/// Puts the torrent in focus too: it is looked at each second, until another is asked for.
struct HealthOf {
    TorrentId id = 0;
};

/// As above.
struct WhyOf {
    TorrentId id = 0;
};

/// What happened, in this run and earlier ones.
struct LogOf {
    Ids ids;                ///< to these torrents; empty: whatever it was
    std::size_t most = 100; ///< the newest
};

/// Of the whole session.
struct FiguresOf {};

/// What a lasting session has written down.
struct HistoryOf {
    TorrentId id = 0; ///< 0: the whole session
    WallTime since;
};

using Question = std::variant<FilesOf, PeersOf, PiecesOf, TrackersOf, HealthOf, WhyOf, LogOf,
                              FiguresOf, HistoryOf, HoldersOf, WebSeedsOf>;

struct FileView {
    std::string path; ///< below the torrent's folder, as it is on disk; untrusted
    std::int64_t size = 0;
    std::int64_t done = 0; ///< bytes in verified pieces
    FilePriority priority = FilePriority::normal;
    bool is_pad = false; ///< BEP 47: nobody wants to see it, but it has an index
};

struct PeerView {
    Endpoint endpoint;
    std::string client;         ///< as it calls itself; untrusted
    double done = 0;            ///< 0–1
    std::int64_t down_rate = 0; ///< payload, from it to us
    std::int64_t up_rate = 0;
    std::int64_t downloaded = 0;
    std::int64_t uploaded = 0;
    bool is_seed = false;
    bool is_outgoing = false; ///< we dialled
    bool is_utp = false;
    bool is_encrypted = false;
    bool we_want = false; ///< it has what we lack
    bool it_wants = false;
    bool we_choke = true;
    bool it_chokes = true;
    bool is_pinned = false;               ///< always unchoked, by hand
    std::optional<double> rtt;            ///< seconds; nothing: not measured
    int asked = 0;                        ///< blocks that we wait for
    int asks = 0;                         ///< blocks that it waits for
    std::optional<std::uint32_t> sending; ///< the piece of which it sends us a block
    double sending_done = 0;              ///< 0–1 of that piece
    std::string choke_reason;             ///< why we serve it or do not; empty: not known yet
    std::vector<std::string> sources;     ///< "tracker", "dht", "pex", "lsd", "incoming", "resume"
};

/// A piece that is on its way.
struct FlightView {
    std::uint32_t piece = 0;
    double done = 0;            ///< 0–1: blocks that are here
    std::vector<Endpoint> from; ///< peers that were asked for the others
};

struct PiecesView {
    std::int64_t piece_size = 0;
    std::vector<bool> have;
    std::vector<std::uint16_t> copies; ///< known peers that hold each, ourselves not counted
    std::vector<FlightView> flight;
    /// Seconds since each piece was verified in this run, -1: it was not; empty: none was.
    std::vector<std::int32_t> ages;
};

enum class TrackerState { idle, working, updating, failing, disabled };
[[nodiscard]] std::string_view to_string(TrackerState state);

struct TrackerView {
    std::string url; ///< untrusted
    int tier = 0;
    TrackerState state = TrackerState::idle;
    std::string message;                 ///< of its last answer; untrusted
    std::optional<std::int64_t> next_in; ///< seconds until the next announce
    std::optional<int> seeds, leeches;   ///< as it counts
    int fails = 0;                       ///< in a row
    std::optional<double> failing_for;   ///< seconds since the first of these
    std::optional<double> took;          ///< seconds, its newest answer
};

/// A server that has the files, too (BEP 19).
struct WebSeedView {
    std::string url; ///< untrusted
    bool is_connected = false;
    std::int64_t down_rate = 0;  ///< payload
    std::int64_t downloaded = 0; ///< over this connection
    std::string error; ///< why it does not serve us; untrusted; empty: nothing is known against it
    std::optional<double> failing_for; ///< seconds since it was told first
};

using Answer =
    std::variant<std::vector<FileView>, std::vector<PeerView>, PiecesView, std::vector<TrackerView>,
                 HealthView, WhyView, std::vector<Event>, SessionFigures, HistoryView,
                 std::vector<HolderView>, std::vector<WebSeedView>>;

} // namespace shoal::api
