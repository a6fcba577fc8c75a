#pragma once

#include "core/api/ban.hpp"
#include "core/api/dht.hpp"
#include "core/api/health.hpp"
#include "core/api/limits.hpp"
#include "core/api/snapshot.hpp"
#include "core/health/piece_set.hpp"

#include <memory>
#include <set>

// What one look at a torrent's swarm says. Everything in this room is a function of samples, so
// that it can be tested against swarms whose truth is known, and replayed from a trace.

namespace shoal::health {

/// Names a connection; never used twice for a torrent.
using PeerNumber = std::uint64_t;

/// Where we learnt of a peer; they add up.
enum Origin : unsigned {
    from_tracker = 1,
    from_dht = 2,
    from_pex = 4,
    from_lsd = 8,
    from_incoming = 16,
    from_resume = 32,
};

using Origins = unsigned;
inline constexpr std::size_t origin_count = 6;

/// "tracker", "dht", "pex", "lsd", "incoming", "resume".
[[nodiscard]] std::string_view origin_name(std::size_t bit);

/// One connection that has shaken hands. Totals are payload bytes since it began.
struct PeerSample {
    PeerNumber number = 0;
    api::PeerName name;
    std::string client; ///< untrusted
    Origins origins = 0;
    bool is_outgoing = false;
    bool is_seed = false;        ///< said to have all
    bool is_upload_only = false; ///< wants nothing any more
    /// Null: not known yet, which is not the same as nothing.
    std::shared_ptr<PieceSet const> pieces;
    bool we_want = false; ///< it has what we lack
    bool it_wants = false;
    bool we_choke = true;
    bool it_chokes = true;
    bool is_snubbed = false; ///< owes us answers for a minute
    std::int64_t downloaded = 0;
    std::int64_t uploaded = 0;
    std::int64_t down_rate = 0; ///< bytes/s
    int hash_fails = 0;         ///< bad pieces it had a part in
    api::Endpoint listens = {}; ///< where others reach it; port 0: not known
    /// By PEX, of late, but for us; null: it has named nobody yet.
    std::shared_ptr<std::set<api::Endpoint> const> named = {};
    bool has_pex = false; ///< it exchanges peers with us

    [[nodiscard]] bool is_known() const { return is_seed || pieces; }
};

/// `redundant` and `banned`: it was us, the peer itself may well be there still.
enum class LeaveReason { closed, timed_out, redundant, banned };
[[nodiscard]] std::string_view to_string(LeaveReason reason);

/// A connection that ended since the last sample, after the handshake.
struct Leave {
    api::PeerName name;
    LeaveReason reason = LeaveReason::closed;
    bool was_seed = false; ///< by then it had all
};

/// Connections that never came to a handshake, since the torrent was added.
struct DialFaults {
    std::int64_t timed_out = 0;
    std::int64_t refused = 0;
    std::int64_t encryption = 0;    ///< one side insists on what the other does not do
    std::int64_t wrong_torrent = 0; ///< the peer answered with another info-hash
    std::int64_t hung_up = 0;       ///< amid the handshake, without a word
    std::int64_t other = 0;

    [[nodiscard]] std::int64_t all() const {
        return timed_out + refused + encryption + wrong_torrent + hung_up + other;
    }
};

struct TrackerSample {
    std::string url;                 ///< untrusted
    std::string error;               ///< why it fails, untrusted; empty: it works, or was not asked
    bool is_refusing = false;        ///< it answered, and the answer was no
    std::optional<SteadyTime> since; ///< it fails
    std::optional<int> peers;        ///< it gave us at last
};

struct WebSeedSample {
    std::string url;   ///< untrusted
    std::string error; ///< empty: it works, or was not asked
};

/// Ourselves.
struct OurSample {
    api::TorrentState state = api::TorrentState::downloading;
    std::string error; ///< why it stopped
    bool is_out_of_space = false;
    bool is_observing = false; ///< we neither ask nor give
    bool has_metadata = true;
    bool is_private = false;
    bool requires_encryption = false;
    api::Format format = api::Format::v1;
    bool goal_met = false; ///< it gave enough, and so was paused
    std::int64_t size = 0;
    std::int64_t piece_size = 0;
    std::int64_t wanted = 0; ///< bytes of the selected files
    std::int64_t done = 0;   ///< of these
    PieceSet have;
    api::RateLimits limits; ///< in force: the tighter of its own and the session's
    std::int64_t down_rate = 0;
    std::int64_t up_rate = 0;
    std::int64_t downloaded = 0;
    std::int64_t uploaded = 0;
    std::int64_t pieces_failed = 0;
    int queue_position = 0;
    std::optional<int> upload_slots; ///< when fixed
    bool accepts_incoming = true;    ///< listens where others could reach it

    [[nodiscard]] bool is_complete() const { return has_metadata && have.is_full(); }

    [[nodiscard]] bool wants_nothing() const { return has_metadata && done >= wanted; }
};

struct Sample {
    SteadyTime at{};
    WallTime wall{};
    OurSample us;
    std::vector<PeerSample> peers;
    std::vector<Leave> left;
    DialFaults faults; ///< totals
    std::vector<TrackerSample> trackers;
    std::vector<WebSeedSample> web_seeds;
    std::optional<int> scrape_seeds; ///< the most that a tracker counts
    std::optional<int> scrape_leeches;
    api::DhtView dht; ///< of the lookups of this torrent
    api::AnnouncedView announced = {};
    /// Seeds part from us when we have all, too: those that may well be there still. Monitor tells.
    int seeds_away = 0;
};

} // namespace shoal::health
