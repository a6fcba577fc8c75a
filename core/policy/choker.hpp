#pragma once

#include "core/base/clock.hpp"
#include "core/policy/slots.hpp"

#include <cstdint>
#include <map>
#include <random>
#include <span>
#include <string_view>
#include <vector>

// Who may download from us. As a leech: tit-for-tat (BEP 3) over smoothed rates, so that who gives
// gets, with optimistic slots for those who could not show yet what they give. As a seed: turns,
// with longer waits for those who pass nothing on. All torrents share the slots.

namespace shoal::policy {

/// Names a connection; never used twice in a process.
using PeerKey = std::uint64_t;

/// Names a peer in a torrent, in all its connections, or at least as long as it keeps its address
/// and peer id.
using PeerName = std::uint64_t;

/// One connection as the choker sees it. Totals are payload bytes since it began.
struct ChokePeer {
    PeerKey key = 0;
    PeerName name = 0;       ///< 0: not known
    bool interested = false; ///< it wants what we have
    bool unchoked = false;   ///< as things are
    bool wanted = false;     ///< we want what it has
    bool seeding = false;    ///< its torrent is complete here
    bool amid_piece = false; ///< it was sent a part of a piece that it lacks
    bool idle = false;       ///< unchoked, and asks for nothing
    bool pinned = false;     ///< a user wants it served always
    std::int64_t received = 0;
    std::int64_t sent = 0;
    double spread = 1; ///< while seeding: pieces it passed on for each one we gave it (Spread)
};

/// Why a peer is choked or not.
enum class ChokeReason {
    reciprocates, ///< among those who give us most
    optimistic,   ///< by lot, to see what it would give
    turn,         ///< we seed, and it is its turn
    spare,        ///< nobody with a better claim wants the slot
    by_hand,      ///< it is pinned
    last_piece,   ///< others come next; it is sent the rest of a piece
    outbid,       ///< others give more
    snubbed,      ///< unchoked for a minute, and gave nothing
    waiting,      ///< we seed, and it is the others' turn
    uninterested, ///< it wants nothing
    no_slots,     ///< we upload to nobody
};
/// In two or three words, for people.
[[nodiscard]] std::string_view to_string(ChokeReason reason);

struct Verdict {
    PeerKey key = 0;
    bool unchoke = false;
    bool ends = false; ///< only until the piece that it is being sent is whole
    ChokeReason reason = ChokeReason::uninterested;
};

/// Keeps what it needs of each peer between calls. Pure: the caller brings time and counters, and
/// the lots come from a seed.
///
/// Who is pinned holds a slot as long as it is interested, whatever it gives, at most in half of
/// the slots; of one slot in a second beside it. So others keep half at least, and never none:
/// theirs, lots included, are as many fewer from the next round on. Of more peers that are pinned
/// those have it who had it before, then who waited longest; the rest compete like everybody.
class Choker {
public:
    static constexpr double hysteresis = 1.1; ///< a challenger must give this much more
    // A piece of which a part was sent helps nobody: who loses its slot is sent the rest, unless it
    // takes too long or comes to a halt.
    static constexpr auto longest_end = 60s;
    static constexpr auto halt = 5s;
    static constexpr auto snub_after = 60s; ///< BEP 3, anti-snubbing
    static constexpr auto memory = 10min;   ///< of who was tried: to come back is not to be new

    Choker(Slots::Limits limits, std::uint64_t seed) : slots_(limits), lots_(seed) {}

    /// The verdict on every peer, in the order given. Between rounds nobody loses a slot to a
    /// better one; what is free goes to who waits. Call it again within `pause()`.
    [[nodiscard]] std::vector<Verdict> decide(SteadyTime now, std::span<ChokePeer const> peers);

    /// Nothing changes by itself while nobody is interested.
    [[nodiscard]] SteadyTime::duration pause() const { return began_ ? 100ms : 1s; }

    /// As many as were asked for, or as the line carries.
    [[nodiscard]] int slots() const;

    /// As many as there were in the last decision, with those in place of the idle, and those that
    /// are not taken back before the next round. Who is only sent the rest of a piece is not
    /// counted where there are fewer now.
    [[nodiscard]] int dealt() const { return dealt_; }

    /// When the slots are dealt anew; past while nobody is interested.
    [[nodiscard]] SteadyTime next_round() const { return next_round_; }

    /// From now on; bytes/s, 0 = none.
    void limit_upload(double up_limit) { slots_.limit_upload(up_limit); }

private:
    class Decision;

    struct Known {
        SmoothRate received = {};
        std::int64_t received_total = 0;
        std::int64_t sent_total = 0;
        SteadyTime seen{};
        SteadyTime served{};      ///< the last payload byte to it
        SteadyTime heard{};       ///< the last payload byte from it
        SteadyTime changed{};     ///< when it got its slot, or lost it
        SteadyTime tried_until{}; ///< the end of its optimistic slot
        bool has_slot = false;
        bool is_ending = false; ///< it has lost its slot, and is sent the rest of a piece
        SteadyTime ends_since{};
        PeerName name = 0;
        bool was_tried = false;  ///< had an optimistic slot already
        bool is_by_hand = false; ///< has its slot because it is pinned
    };

    struct Candidate {
        std::size_t index = 0; ///< into the verdicts
        Known* known = nullptr;
        double claim = 0; ///< bytes/s as a giver, seconds as a taker
        bool is_giver = false;
        bool is_kept = false; ///< not to be outbid now
        bool is_snubbing = false;
        bool is_amid_piece = false;
        bool is_ending = false;
        bool is_drawn = false; ///< by lot, just now
        bool is_chosen = false;
        ChokeReason reason = ChokeReason::outbid;
    };

    using Candidates = std::vector<Candidate>;

    void observe(SteadyTime now, std::span<ChokePeer const> peers);
    [[nodiscard]] bool begins_round(SteadyTime now, std::span<ChokePeer const> peers);
    static void set_slot(Known& known, bool has_slot, SteadyTime now);

    Slots slots_;
    std::mt19937_64 lots_;
    int draws_ = 0;
    int dealt_ = 0;
    std::map<PeerKey, Known> known_;
    std::map<PeerName, SteadyTime> tried_; ///< when last seen
    SteadyTime last_{};
    std::optional<SteadyTime> began_; ///< since when somebody is interested
    SteadyTime next_round_{};
    SteadyTime::duration round_{};
};

/// Rounds are short while a swarm is young: its members have to find out about each other.
[[nodiscard]] SteadyTime::duration round_length(SteadyTime::duration age);

} // namespace shoal::policy
