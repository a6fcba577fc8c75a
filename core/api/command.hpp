#pragma once

#include "core/api/limits.hpp"
#include "core/api/types.hpp"
#include "core/base/clock.hpp"
#include "core/base/file.hpp"

#include <map>
#include <variant>

namespace shoal::api {

using Ids = std::vector<TorrentId>;

enum class FilePriority { skip, low, normal, high };
[[nodiscard]] std::string_view to_string(FilePriority priority);

/// What a torrent did before it came here.
struct Past {
    std::int64_t uploaded = 0;
    std::int64_t downloaded = 0;
    std::optional<WallTime> added;

    friend bool operator==(Past const&, Past const&) = default;
};

/// Answered once the source was read and, in a session that keeps its torrents, is stored durably.
struct Add {
    /// Path of a .torrent, magnet link, bare info-hash (40 or 64 hex digits) or http(s) URL of a
    /// .torrent.
    std::string source;
    /// The .torrent itself when the face has read it: then `source` only names it.
    std::string torrent;
    fs::path dir;                      ///< empty: where the session's rules want it
    std::optional<std::string> rename; ///< saves the file, or the torrent's folder, under this name
    std::vector<std::string> select;   ///< globs; empty: all files
    std::map<std::size_t, FilePriority> priorities; ///< by index in the torrent; before `select`
    std::map<std::size_t, std::string> file_names;  ///< by index: paths below `dir`
    std::vector<Endpoint> peers;                    ///< connect to these at once
    bool sequential = false;
    bool check = false; ///< hash what is there, whatever the resume data says
    bool assume_complete =
        false; ///< the content was hashed a moment ago: seed without reading it again
    bool must_be_complete =
        false; ///< for seeding: incomplete data is an error, nothing is downloaded
    SeedGoal goal;
    bool paused = false;
    /// A magnet pauses once its files are known, so that somebody can choose among them before any
    /// is fetched. A lasting session keeps this in mind.
    bool pick_files = false;
    bool on_top = false; ///< of the queue; else at its end
    /// Meets the swarm to see it: no piece is asked for or given, no file or record touched.
    bool observe = false;
    /// What is seen of the swarm is added to this file, as shoal.trace/1; empty: it is not.
    fs::path trace;
    std::string label;
    RateLimits limits;
    Past past;
};

// The commands below concern torrents by number. Numbers that no torrent has are passed over; none
// left is not_found.

struct Pause {
    Ids ids;
};

/// Also clears an error: the torrent is taken in anew.
struct Resume {
    Ids ids;
};

struct Remove {
    Ids ids;
    bool with_data = false; ///< its files go too, and folders that are empty then
};

/// Hashes all that is on disk.
struct Recheck {
    Ids ids;
};

/// Tells trackers, DHT and local network now, as soon as each allows.
struct Announce {
    Ids ids;
};

/// Moves the files to another folder; answered when the move has begun.
struct Move {
    Ids ids;
    fs::path dir; ///< absolute
};

/// Saves one file of a torrent, or the whole torrent, under another name.
struct Rename {
    TorrentId id = 0;
    std::optional<std::size_t> file; ///< index as in FilesOf; nothing: the torrent
    std::string name;                ///< a path below the torrent's folder; for the torrent a name
};

/// What is absent stays as it is.
struct Change {
    Ids ids;
    std::optional<std::string> label; ///< empty: none
    std::optional<std::int64_t> up_limit;
    std::optional<std::int64_t> down_limit;
    std::optional<SeedGoal> goal;
    std::optional<bool> sequential;
    std::optional<Priority> priority;
};

/// Further places to get a torrent from, beside those its .torrent names. They are kept; what it
/// has already is passed over.
struct AddSources {
    TorrentId id = 0;
    std::vector<std::string> trackers;  ///< each a tier of its own, after the others
    std::vector<std::string> web_seeds; ///< BEP 19
};

struct SetFiles {
    TorrentId id = 0;
    std::vector<std::size_t> files; ///< indices as in FilesOf
    FilePriority priority = FilePriority::normal;
};

enum class QueueMove { top, up, down, bottom };

struct Enqueue {
    Ids ids;
    QueueMove move = QueueMove::top;
};

/// Replaces the session's rules: as its owner configures them, or by hand, which is kept first.
struct Configure {
    SessionRules rules;
    std::optional<Housekeeping> housekeeping; ///< the owner's; nothing: set by hand (by_hand.hpp)
};

/// What is done about one peer by hand.
enum class PeerAct {
    disconnect, ///< it may come back
    ban,        ///< in all torrents, for a day
    pin, ///< it is always unchoked while it wants something, until `unpin` or the session ends
    unpin,
};
[[nodiscard]] std::string_view to_string(PeerAct act);

/// not_found unless it is connected. Answered once it is done; a ban, once it is kept durably.
struct TreatPeer {
    TorrentId id = 0;
    Endpoint peer; ///< as in PeerView
    PeerAct act = PeerAct::disconnect;
};

/// Lets those of an address in again that are banned; not_found when none is. Answered once that is
/// kept durably.
struct LiftBan {
    Endpoint peer; ///< as in Ban
};

/// Puts a remark into the log, as EventKind::note.
struct Note {
    std::string text;
};

/// Looks a random id up from several disjoint sets of DHT nodes at once. Answered when it begins,
/// or with `busy` while one is under way; what it finds is in SessionFigures.
struct CheckDht {};

/// Flushes what was received and writes resume data that claims no more than that.
struct Save {
    TorrentId id = 0;
};

using Command =
    std::variant<Add, Pause, Resume, Remove, Recheck, Announce, Move, Rename, Change, SetFiles,
                 Enqueue, Configure, Save, TreatPeer, CheckDht, AddSources, LiftBan, Note>;

struct Reply {
    TorrentId id = 0;        ///< the torrent it was about, or the first of them
    bool is_known = false;   ///< Add: the torrent had been there before, nothing was changed
    std::string info_hash{}; ///< Add: as users see it
};

} // namespace shoal::api
