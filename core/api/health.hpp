#pragma once

#include "core/api/dht.hpp"
#include "core/api/types.hpp"
#include "core/base/file.hpp"

#include <functional>
#include <map>

namespace shoal::api {

// What is known of a swarm's health, each figure with the evidence for it. Shares are 0–1, times
// seconds, rates a minute unless named otherwise. How each is defined: core/DESIGN.md.

/// `unknown`: fewer than three peers told what they have, or less than 30 s were seen.
enum class HealthWord { unknown, dead, incomplete, at_risk, fair, healthy };

/// "DEAD", "AT RISK"…
[[nodiscard]] std::string_view to_string(HealthWord word);

struct HealthComponent {
    std::string name;
    double points = 0;
    double of = 0; ///< 0: does not apply here, the others weigh more instead
    std::string evidence;
    std::string fix; ///< empty: there is nothing to do
};

struct HolderView {
    Endpoint endpoint;
    std::string client; ///< as it calls itself; untrusted
    std::int64_t pieces = 0;
};

/// Copies of pieces among the peers we are connected to, from what each says it has; ours count.
struct CopiesView {
    int min = 0;
    double distributed = 0; ///< min, and the share of pieces that have more
    /// Pieces by copies: [n] have n; the last stands for all beyond.
    std::vector<std::int64_t> histogram;
    std::vector<std::uint32_t> rarest; ///< the first of the pieces with `min` copies
    std::int64_t rarest_count = 0;     ///< all of them
    std::vector<HolderView> rarest_holders;
    std::vector<HolderView> sole_holders; ///< nobody else has `pieces` of theirs, nor have we
    std::int64_t only_ours = 0;           ///< pieces that only we have
    int seeds = 0;
    int leeches = 0;
    bool self_sustaining = false; ///< the leeches together have it all
    bool without_us = false;      ///< the others together have it all
};

/// The chance that the others still have it all, at least: nobody new is reckoned with, nor that
/// leeches get more of it.
struct DurabilityView {
    double h1 = 0;
    double h24 = 0;
    double h1_open = 0; ///< if others go on coming as in the last hour, like those who are there
    double h24_open = 0;
    std::optional<double> half_life; ///< nothing: more than a year
    int sessions_ended = 0;          ///< that were seen to end
    double peer_hours = 0;           ///< watched in all
};

struct ChurnView {
    double arrivals_5 = 0; ///< a minute, over about 5 and 60 minutes
    double arrivals_60 = 0;
    double departures_5 = 0;
    double departures_60 = 0;
    std::optional<double> median_session; ///< nothing while fewer than half are known to end
    double turnover = 0;                  ///< an hour: (in + out) / mean size
    std::map<std::string, std::int64_t> departures; ///< by reason
};

/// Between us and one peer.
struct GivingView {
    Endpoint endpoint;
    std::string client;
    std::int64_t given = 0; ///< by us
    std::int64_t taken = 0;
    double index = 0; ///< min / max of the two
    bool is_free_rider = false;
    /// Steps of 10 s, oldest first: '>' we serve it, '<' it serves us, '=' both, '.' neither.
    std::string history;
};

struct ReciprocityView {
    bool applies = false; ///< we want something: a seed has nothing to take
    double fairness = 0;  ///< Jain's index of what the peers gave us: 1 = all the same
    double top_1 = 0;     ///< share of the greatest giver
    double top_10 = 0;
    int judged = 0; ///< peers that had the chance to give
    int free_riders = 0;
    double free_low = 0; ///< their share: 95 % interval (Wilson)
    double free_high = 0;
    std::vector<GivingView> peers; ///< those who moved most first
};

struct SourceView {
    std::string name;       ///< "tracker", "dht", "pex", "lsd", "incoming", "resume"
    int peers = 0;          ///< distinct ones that shook hands
    std::int64_t bytes = 0; ///< they gave us
};

/// How we make ourselves known in the DHT (BEP 5). Times are seconds; nothing: not yet, or not at
/// all.
struct AnnouncedView {
    std::optional<double> ago;
    std::optional<double> next_in;
    int told = 0;   ///< nodes, the last time
    int stored = 0; ///< of these: they confirmed it
};

struct OverlapView {
    std::string a, b;
    double share = 0; ///< Jaccard
};

struct DiscoveryView {
    std::vector<SourceView> sources;
    std::vector<OverlapView> overlaps; ///< of sources with at least eight peers each
    int trackers = 0;
    int trackers_working = 0;
    std::optional<int> scrape_seeds; ///< the most that a tracker counts
    std::optional<int> scrape_leeches;
    /// Peers that PEX ties together, the largest group first; who has named nobody is in none.
    std::vector<int> pex_groups;
    std::string partition; ///< why the swarm seems to be split; empty: it does not
    AnnouncedView announced;
    int pex_peers = 0; ///< connected ones that exchange peers with us (BEP 11)
};

struct ThroughputView {
    std::int64_t swarm_rate = 0; ///< bytes/s that the leeches come to have, from their HAVEs
    std::int64_t our_rate = 0;
    double our_share = 0;                 ///< of both together
    std::optional<double> slowest_finish; ///< seconds until nine of ten leeches have it all
    /// Pieces came up that nobody here had: a seed hides what it has (BEP 16), or is elsewhere.
    bool has_hidden_source = false;
};

/// Replication lag: seconds from a piece's first copy to its 2nd, 4th and 8th; medians over the
/// pieces that came up while we watched.
struct ReplicationView {
    std::optional<double> to_2, to_4, to_8;
    int pieces = 0; ///< that were seen to come up
};

/// What the figures rest on.
struct ObservedView {
    double seconds = 0;
    int peers = 0;     ///< connected now
    int bitfields = 0; ///< of those, known what they have
    double ago = 0;    ///< seconds since the last look
};

/// Something to do for a swarm, and what it would bring.
struct AdviceView {
    std::string act;          ///< "stay", "announce", "add_web_seed"…: for programs
    std::string text;         ///< for people
    std::optional<int> grade; ///< that it would have then; nothing: cannot be told
};

struct HealthView {
    InfoHash info_hash;
    std::string name; ///< untrusted
    std::int64_t pieces = 0;
    std::optional<int> grade; ///< 0–100; nothing without enough evidence
    HealthWord word = HealthWord::unknown;
    std::string missing_evidence;            ///< why there is no grade
    std::vector<HealthComponent> components; ///< in the order of what was lost
    std::vector<AdviceView> next;            ///< what helps most first
    CopiesView copies;
    DurabilityView durability;
    ChurnView churn;
    ReciprocityView reciprocity;
    ThroughputView throughput;
    ReplicationView replication;
    DiscoveryView discovery;
    DhtView dht;
    ObservedView observed;
};

struct CauseView {
    std::string cause; ///< "trackers_unreachable": for programs
    std::string title; ///< for people
    double confidence = 0;
    std::vector<std::string> evidence; ///< may hold text of strangers
    std::string fix;
};

/// Why a torrent is stuck or slow; nothing found means that nothing is wrong that we can see.
struct WhyView {
    InfoHash info_hash;
    std::string name;              ///< untrusted
    std::vector<CauseView> causes; ///< most likely first
    ObservedView observed;
};

/// Of one swarm, as of one moment.
struct Conclusions {
    HealthView health;
    WhyView why;
};

/// What a shoal.trace/1 file leads to, seen to its end. Blocking.
using Replay = std::function<Result<Conclusions>(fs::path const& trace)>;

} // namespace shoal::api
