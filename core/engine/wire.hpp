#pragma once

#include "core/api/ban.hpp"
#include "core/api/question.hpp"
#include "core/base/file.hpp"
#include "core/engine/intake/sources.hpp"
#include "core/health/dht_packet.hpp"
#include "core/health/sample.hpp"
#include "core/policy/address_range.hpp"

#include <map>
#include <memory>
#include <variant>

namespace shoal::engine {

// The narrow seam between what we decide and the swarm. Behind it is libtorrent (lt_session), or
// FakeWire in tests. Everything crosses by value; nothing waits for the network or the disk.

/// A torrent as the swarm needs it. With `info` known nothing is hashed again: `have` is taken at
/// its word.
struct WireAdd {
    api::TorrentId id = 0;
    std::string torrent;      ///< bencoded .torrent; empty while only a magnet is known
    std::string magnet;       ///< gives trackers, web seeds and peers besides the hashes
    std::string resume;       ///< from an earlier ResumeReady: unfinished pieces, known peers
    bool blocks_kept = false; ///< the blocks of unfinished pieces that `resume` names are there
    std::vector<bool> have;   ///< pieces verified to be on disk; empty when unknown
    fs::path dir;             ///< absolute
    std::map<std::size_t, std::string> renames; ///< file index → path below `dir`
    std::vector<api::FilePriority> priorities;  ///< per file, pads included; empty: all normal
    std::vector<api::Endpoint> peers;           ///< literal addresses to connect to at once
    bool sequential = false;
    bool observe = false; ///< meet peers, but neither ask for pieces nor give any
    bool paused = false;  ///< takes no part until `resume`
    api::RateLimits limits;
    Sources more; ///< besides those that `torrent` and `magnet` name
    api::Priority priority = api::Priority::normal;
};

/// What an earlier session of the same swarm side learnt.
struct WireMemory {
    std::string dht_state;
    std::vector<api::Ban> bans;
};

enum class WireState { checking, metadata, downloading, finished };

// What the swarm tells us. `id` 0 or absent: about the session.

struct Status {
    api::TorrentId id = 0;
    WireState state = WireState::checking;
    std::int64_t wanted = 0;
    std::int64_t done = 0;
    std::int64_t pieces_done = 0;
    /// The pieces that are verified; null when that is none, or all.
    std::shared_ptr<std::vector<bool> const> have;
    std::int64_t down_rate = 0; ///< payload bytes/s
    std::int64_t up_rate = 0;
    std::int64_t downloaded = 0; ///< payload since added
    std::int64_t uploaded = 0;
    std::int64_t wasted = 0; ///< failed and redundant bytes
    int peers = 0;
    int seeds = 0;
    int known_peers = 0; ///< connected or not
    int known_seeds = 0; ///< by trackers' and peers' word, connected or not
    double copies = 0;   ///< distributed copies as libtorrent has them; -1 while seeding
    double checked = 0;  ///< 0–1 while checking
};

/// The torrent takes part in the swarm, checked as far as needed: announces are heeded from now on.
struct Joined {
    api::TorrentId id = 0;
};

/// How much of a magnet's metadata is here, 16 KiB each (BEP 9). `done` falls to 0 when it was
/// wrong.
struct MetadataPieces {
    api::TorrentId id = 0;
    int done = 0;
    int of = 0;
};

struct MetadataReceived {
    api::TorrentId id = 0;
    std::string info; ///< the bencoded info dict, checked against the info-hash
};

struct Finished {
    api::TorrentId id = 0; ///< every selected piece is verified and written
};

struct Paused {
    api::TorrentId id = 0; ///< nothing is written any more
};

struct PieceFailed {
    api::TorrentId id = 0;
};

struct ResumeReady {
    api::TorrentId id = 0;
    std::string resume;
    std::vector<bool> have;
};

struct ResumeFailed {
    api::TorrentId id = 0;
    std::string reason;
};

/// The torrent cannot go on: adding it, or an operation on one of its files, failed.
struct TorrentFailed {
    api::TorrentId id = 0;
    std::string reason;
    std::string where;
};

/// The files are in this folder now, all of them.
struct Moved {
    api::TorrentId id = 0;
    fs::path dir;
};

/// They stay where they were, some perhaps copied.
struct MoveFailed {
    api::TorrentId id = 0;
    std::string reason;
    std::string where;
};

struct Renamed {
    api::TorrentId id = 0;
    std::size_t file = 0;
    std::string path; ///< below the torrent's folder
};

struct RenameFailed {
    api::TorrentId id = 0;
    std::size_t file = 0;
    std::string reason;
};

/// After `remove` with data. `reason` empty: the files are gone.
struct DataRemoved {
    api::TorrentId id = 0; ///< no longer in the session
    std::string reason;
};

/// Something went wrong that does not stop the torrent: a tracker, a web seed, a peer, a port
/// mapping.
struct Trouble {
    api::TorrentId id = 0;
    std::string reason;
    std::string where;
    bool is_refusal = false;  ///< of a tracker: it answered, and the answer was no
    bool is_web_seed = false; ///< `where` is its URL as libtorrent writes it; see named_source
};

/// A tracker is asked for peers.
struct Asking {
    api::TorrentId id = 0;
    std::string where;
};

struct Recovered {
    api::TorrentId id = 0;
    std::string where; ///< as in the Trouble that is over
    int peers = 0;     ///< that a tracker gave
    bool is_web_seed = false;
};

struct Listening {
    std::string protocol; ///< "tcp", "utp", "udp" …
    api::Endpoint endpoint;
};

struct ListenFailed {
    std::string reason;
    std::string where;
};

struct SessionStats {
    std::int64_t dht_nodes = 0;
    api::TrafficFigures traffic = {};
    api::ConnectionFigures connections = {};
    api::DhtFigures dht = {};
};

/// What nothing is decided by.
struct WireFigures {
    bool dht_enabled = false;
    api::ChokingFigures choking;
    Histogram disk_read; ///< as in api::DiskFigures
    Histogram disk_write;
    Histogram disk_hash;
};

/// The wire's queue of news was full, and some of these kinds were lost.
struct AlertsDropped {
    std::int64_t kinds = 0; ///< how many alerts of each nobody knows
};

/// A peer shook hands.
struct PeerMet {
    api::TorrentId id = 0;
    api::Endpoint endpoint;
    bool is_outgoing = false;         ///< then `endpoint` is where the peer listens
    std::vector<std::string> sources; ///< "tracker", "dht", "pex", "lsd", "incoming", "resume"
};

/// A peer is refused from now on, in all torrents, for what it did in one.
struct PeerBanned {
    api::TorrentId torrent = 0; ///< may have been removed since
    api::Ban ban;
};

/// A look at a torrent's swarm; what only the session knows of the torrent is left out.
struct SwarmSeen {
    api::TorrentId id = 0;
    health::Sample sample;
};

/// A peer did not answer a TCP dial in time: perhaps behind NAT, where only uTP with hole punching
/// gets through.
struct DialTimedOut {};

enum class DialEnd { refused, timed_out, other };

/// A dial of ours, over whatever transport, that did not come to a connection.
struct DialFailed {
    DialEnd how = DialEnd::other;
};

/// A peer dialled us, and named a torrent that we have.
struct PeerCame {
    bool is_utp = false;
};

/// An address of ours, as others see it.
struct ExternalAddress {
    std::string address;
};

/// What a router answered when asked for a port.
struct PortMapping {
    std::string key; ///< of the asking; the next answer to it replaces this
    api::MappingView view;
};

/// What went over the DHT since the last poll, in order.
struct DhtHeard {
    std::vector<health::DhtPacket> packets;
};

/// What `look_at_dht` saw.
struct DhtLooked {
    std::vector<api::DhtTableView> tables;    ///< what is stale in them is left out
    std::map<std::string, health::DhtId> ids; ///< ours, by family
    std::vector<api::DhtLookupView> active;
};

/// A node answered `find_nodes`.
struct DhtNamed {
    api::Endpoint node;
    health::DhtId id{};
    std::vector<health::DhtContact> others;
};

using WireEvent =
    std::variant<Status, Joined, MetadataReceived, Finished, Paused, PieceFailed, ResumeReady,
                 ResumeFailed, TorrentFailed, Moved, MoveFailed, Renamed, RenameFailed, DataRemoved,
                 Trouble, Asking, Recovered, Listening, ListenFailed, SessionStats, AlertsDropped,
                 PeerMet, PeerBanned, SwarmSeen, DialTimedOut, DialFailed, PeerCame,
                 ExternalAddress, PortMapping, DhtHeard, DhtLooked, DhtNamed, MetadataPieces>;

/// Where lookups in the DHT can begin.
struct DhtContacts {
    /// Host names or addresses; none behind a proxy, which asking for their addresses would go
    /// around.
    std::vector<api::Endpoint> bootstrap;
    std::vector<api::Endpoint> table; ///< in our routing table; addresses
};

/// Engine thread only.
class Wire {
public:
    virtual ~Wire() = default;
    /// Answered by Joined, or TorrentFailed. Nobody is told of the torrent but by the calls below.
    virtual void add(WireAdd add) = 0;
    /// Forgets the torrent. Its files stay, or go too: answered by DataRemoved.
    virtual void remove(api::TorrentId id, bool with_data) = 0;
    /// Leaves the swarm; answered by Paused once the last write is done, unless it was paused.
    virtual void pause(api::TorrentId id) = 0;
    virtual void resume(api::TorrentId id) = 0;
    /// Answered by Moved or MoveFailed.
    virtual void move(api::TorrentId id, fs::path const& dir) = 0;
    /// Answered by Renamed or RenameFailed. `path` is below the torrent's folder.
    virtual void rename(api::TorrentId id, std::size_t file, std::string const& path) = 0;
    virtual void set_files(api::TorrentId id, std::vector<api::FilePriority> const& priorities) = 0;
    virtual void set_limits(api::TorrentId id, api::RateLimits const& limits) = 0;
    /// Its share of the session's limits, against other torrents'.
    virtual void set_priority(api::TorrentId id, api::Priority priority) = 0;
    /// Each tracker is a tier of its own, after those that are there.
    virtual void add_sources(api::TorrentId id, Sources const& more) = 0;
    virtual void set_sequential(api::TorrentId id, bool sequential) = 0;
    /// Of the whole session.
    virtual void set_limits(api::RateLimits const& limits) = 0;
    /// From now on nobody of these ranges is met; merged.
    virtual void block(std::vector<policy::AddressRange> const& ranges) = 0;
    /// Answered by ResumeReady or ResumeFailed: claims only what was written by then.
    virtual void save_resume(api::TorrentId id) = 0;
    /// Answered by a Status for each torrent that changed, and a SessionStats.
    virtual void refresh() = 0;
    /// Tells the DHT, or the local network, of the torrent and asks for peers. Once joined.
    virtual void announce_dht(api::TorrentId id) = 0;
    virtual void announce_lsd(api::TorrentId id) = 0;
    /// Announces to the torrent's trackers, and again whenever they ask for it. Once, when joined.
    virtual void meet_trackers(api::TorrentId id) = 0;
    /// Asks the trackers (no sooner than they allow) for peers now, and gives those of `known` that
    /// were given up another chance. Literal addresses.
    virtual void seek_peers(api::TorrentId id, std::vector<api::Endpoint> const& known) = 0;
    /// Asks a node of the DHT, at an address, whom it knows near to `target`; answered by DhtNamed,
    /// or not at all.
    virtual void find_nodes(api::Endpoint const& node, health::DhtId const& target) = 0;
    /// Answered by DhtLooked; without a DHT there is nothing in it.
    virtual void look_at_dht() = 0;
    /// Whether new connections are tried over uTP before TCP; at first they are not.
    virtual void dial_utp(bool first) = 0;
    // What follows waits for the network thread, some 20 µs when it is idle: only when somebody
    // asks. Empty for torrents that are not there.
    [[nodiscard]] virtual std::vector<api::PeerView> peers(api::TorrentId id) = 0;
    [[nodiscard]] virtual api::PiecesView pieces(api::TorrentId id) = 0;
    /// Also empty for a peer that is not there.
    [[nodiscard]] virtual std::vector<bool> pieces_of_peer(api::TorrentId id,
                                                           api::Endpoint const& peer) = 0;
    /// Of [first, end): see api::HoldersOf.
    [[nodiscard]] virtual std::vector<api::HolderView>
    holders(api::TorrentId id, std::uint32_t first, std::uint32_t end) = 0;
    [[nodiscard]] virtual std::vector<api::TrackerView> trackers(api::TorrentId id) = 0;
    /// Those that we have a connection to, by their URLs as libtorrent writes them: what only the
    /// session knows is left out.
    [[nodiscard]] virtual std::vector<api::WebSeedView> web_seeds(api::TorrentId id) = 0;
    [[nodiscard]] virtual DhtContacts dht_contacts() = 0;
    // These are about a connected peer by its address as `peers` has it; they say false, or
    // nothing, when there is none, and are done when they return.
    [[nodiscard]] virtual bool hang_up(api::TorrentId id, api::Endpoint const& peer) = 0;
    [[nodiscard]] virtual std::optional<api::Ban> ban(api::TorrentId id,
                                                      api::Endpoint const& peer) = 0;
    /// Lets those in again that are banned at this address: where it listens, as in api::Ban.
    virtual void lift_bans(api::Endpoint const& peer) = 0;
    /// It is always unchoked while it wants something, or no longer.
    [[nodiscard]] virtual bool pin(api::TorrentId id, api::Endpoint const& peer, bool is_on) = 0;

    /// Looks at this torrent's swarm each second, not every ten; 0: at none.
    virtual void focus(api::TorrentId) {}

    /// Of this moment; waits for nothing.
    [[nodiscard]] virtual WireFigures figures() const = 0;
    /// What arrived since the last call, in order.
    [[nodiscard]] virtual std::vector<WireEvent> poll() = 0;
    /// Node ids and routing table, to be given back at the next start.
    [[nodiscard]] virtual std::string dht_state() = 0;
};

} // namespace shoal::engine
