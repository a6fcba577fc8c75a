#pragma once

#include "core/api/engine.hpp"

#include <chrono>
#include <functional>
#include <stop_token>

namespace shoal::api {

enum class Discovery { dht, tracker, pex };

/// leech: downloads and uploads. free_rider: has no upload slots. liar: claims to have everything
/// and serves some blocks that are wrong.
enum class LabRole { seed, leech, free_rider, liar };

[[nodiscard]] std::string_view to_string(LabRole role);

/// Whether the role wants the content; the others begin with it.
[[nodiscard]] inline bool downloads(LabRole role) {
    return role == LabRole::leech || role == LabRole::free_rider;
}

/// When a member goes away.
struct LabLeave {
    enum class Kind {
        never,
        after_complete, ///< so many seconds after its last piece
        after_session,  ///< so many seconds after its arrival, complete or not
        after_sent,     ///< seeds: once it is counted to have sent so many times the size
    };
    Kind kind = Kind::never;
    double value = 0;         ///< seconds or copies
    bool exponential = false; ///< after_session: lengths are drawn, and `value` is their mean

    friend bool operator==(LabLeave const&, LabLeave const&) = default;
};

inline constexpr int most_lab_engines = 100;
inline constexpr std::int64_t largest_lab_content = std::int64_t{1} << 40;

/// Members that are alike.
struct LabGroup {
    LabRole role = LabRole::leech;
    int count = 1;
    std::int64_t up_limit = 0; ///< bytes/s for each of them, 0 = none; not for free riders
    std::int64_t down_limit = 0;
    std::optional<int> upload_slots; ///< none: as many as the line carries; not for free riders
    double arrive_at = 0;            ///< seconds
    double arrive_within = 0;        ///< seconds after `arrive_at`, drawn uniformly; 0: all at once
    LabLeave leave = LabLeave{};
    double bad_share = 0; ///< of a liar's blocks, 0–1
};

/// A whole swarm on this machine, each member an engine of its own on loopback.
struct LabSpec {
    std::string name = "uniform";
    std::int64_t size = 64 * 1024 * 1024; ///< bytes of random content
    Discovery discovery = Discovery::tracker;
    /// Of all that is drawn: the content, arrivals, session lengths and the blocks a liar corrupts.
    std::uint64_t seed = 1;
    std::chrono::seconds time_limit{600};
    std::vector<LabGroup> groups;
};

/// What became of one member. libtorrent counts traffic once a second: in one that left, what it
/// moved in its last second is missing.
struct LabPeer {
    std::string name;
    LabRole role = LabRole::leech;
    bool complete = false;      ///< every piece verified again from disk at the end
    double arrived = 0;         ///< seconds from the start
    std::optional<double> left; ///< seconds from the start
    double seconds = 0; ///< from its own arrival until its last piece was verified; 0 until then
    std::int64_t downloaded = 0;
    std::int64_t uploaded = 0;
    std::int64_t wasted = 0; ///< received but thrown away: duplicate or failed
    std::int64_t pieces_failed = 0;
    std::vector<std::string> banned; ///< members' names; the address of who has none
    double done = 0;                 ///< 0–1
    std::int64_t down_rate = 0;
    std::int64_t up_rate = 0;
    int connected = 0;
    std::map<std::string, int> sources;
    std::string error; ///< why its torrent stopped; empty: it did not
};

/// Completion times of some members, in seconds from each one's own arrival, of those who
/// completed. Percentiles are nearest ranks: p99 of fewer than 100 is the slowest.
struct LabTimes {
    int members = 0;
    int complete = 0;
    double p50 = 0;
    double p99 = 0;
    double max = 0;
};

/// Seconds from the start until so many whole and true copies existed, those of the seeds included
/// and those that left again too; nothing if that never happened.
struct LabCopies {
    std::optional<double> two;
    std::optional<double> four;
    std::optional<double> half; ///< of the seeds and downloaders, rounded up
    std::optional<double> all;  ///< of the seeds and downloaders
};

/// How evenly the pieces are spread: copies of the most common one less those of the rarest, among
/// the downloaders that are there, looked at four times a second.
struct LabSpread {
    int most = 0;
    int most_later = 0; ///< once the downloaders together had every piece
    double mean_later = 0;
};

/// Whether those who send bad blocks are told from the others. A victim is a downloader that got a
/// piece which failed its hash.
struct LabTrust {
    int victims = 0;
    int avenged = 0;   ///< victims that banned a liar
    int innocents = 0; ///< bans of who is no liar, or nobody known, by any member
};

/// What a run says about the swarm. A member's speed is what it has of the content over the time
/// from its arrival until it completed, left or the run ended.
struct LabFigures {
    LabTimes all;          ///< contributors and free riders
    LabTimes contributors; ///< the leeches
    LabTimes free_riders;
    LabCopies copies;
    double wasted_share = 0; ///< bytes thrown away over the content's bytes obtained, downloaders
    double seed_copies = 0;  ///< bytes the seeds sent over the content's size
    double fairness = 0;     ///< Jain's index of the contributors' speeds: 1 = all the same, 1/n =
                             ///< one has all; 0 without contributors
    double free_riding = 0;  ///< mean speed of free riders over that of contributors; 0 without
    LabSpread spread;
    LabTrust trust;
};

struct LabReport {
    std::string scenario;
    std::uint64_t seed = 0;
    std::int64_t size = 0; ///< of the content
    /// No schedule lets the last downloader complete in less than this; 0 without rate limits. With
    /// all there from the start, max(F/u_s, N·F/(u_s + Σu_i), F/d_i).
    double bound_seconds = 0;
    double seconds = 0; ///< from the start until now; at the end, until the last copy was complete
    std::vector<LabPeer> peers;
    LabFigures figures = LabFigures{};
    bool all_complete = false; ///< each downloader that did not leave before
};

class Lab {
public:
    virtual ~Lab() = default;
    /// Names of the scenarios that come with the program.
    [[nodiscard]] virtual std::vector<std::string> scenarios() const = 0;
    /// `scenario`: one of those names, or the path of a scenario file, which ends in .toml. What is
    /// wrong in a file is told with its line.
    [[nodiscard]] virtual Result<LabSpec> load(std::string const& scenario) const = 0;
    /// Blocks until all are complete, the time limit, or a stop. `tick` shows the swarm about four
    /// times a second.
    [[nodiscard]] virtual Result<LabReport> run(LabSpec const& spec,
                                                std::function<void(LabReport const&)> const& tick,
                                                std::stop_token stop) = 0;
    /// The swarm as a session to look at: a torrent for each member, called as the member is. It
    /// begins at once, and stays when it has completed, until the engine ends.
    [[nodiscard]] virtual Result<std::unique_ptr<Engine>> open(LabSpec const& spec,
                                                               OnEvent on_event) = 0;
};

} // namespace shoal::api
