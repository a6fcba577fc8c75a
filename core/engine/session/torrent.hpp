#pragma once

#include "core/api/engine.hpp"
#include "core/engine/intake/intake.hpp"
#include "core/engine/records/keeper.hpp"
#include "core/engine/records/renaming.hpp"
#include "core/health/monitor.hpp"
#include "core/health/news.hpp"
#include "core/health/trace.hpp"
#include "core/policy/seek.hpp"

#include <atomic>
#include <map>
#include <set>

namespace shoal::engine {

// What a crash can cost at most in re-hashing, against an fdatasync of the files each time.
inline constexpr auto barrier_interval = 10s;

/// A flush barrier: resume data is taken, the files it speaks of are flushed, only then it is
/// written. One runs at a time; what asks meanwhile waits for the next.
struct Barrier {
    bool running = false;
    bool again = false;             ///< somebody asked while one was running
    bool final = false;             ///< the swarm was left: this record closes the books
    bool closes_books = false;      ///< the running one claims all that is there
    bool is_current = false;        ///< the last one did, and nothing came since
    WallTime saved;                 ///< when the latest record was begun that let us write on
    std::vector<bool> have;         ///< what the running one will claim
    std::vector<bool> durable;      ///< flushed by us: what the last finished one claims
    std::vector<api::Done> waiting; ///< answered when the running one ends
    std::vector<api::Done> next;    ///< answered when the one after it ends
};

/// How a barrier went. A record that cannot be written costs the next start a check; it takes
/// nothing from what was flushed.
struct BarrierResult {
    Result<void> flushed; ///< the files
    Result<void> saved;   ///< the record; fails when flushing did
};

/// What the keeper holds of a torrent besides what the user asked for.
struct Kept {
    std::int64_t queue_key = 0;
    WallTime added;
    std::optional<WallTime> completed;
    store::Totals totals; ///< of earlier sessions
    std::optional<fs::path> moving_to;
    std::optional<fs::path> bound_for; ///< where it goes once it is complete
    std::optional<store::Renaming> renaming;
};

/// Names that the wire was told to change.
struct RenameRun {
    std::vector<NameChange> changes;
    std::size_t left = 0; ///< of which it has not spoken yet
    bool has_failed = false;
    bool then_anew = false; ///< somebody wants it to be taken in anew, and waits for that
};

/// A tracker or web seed that does not work.
struct Failing {
    std::string reason;
    bool is_refusal = false; ///< it answered, and the answer was no
    SteadyTime since{};
};

/// How a tracker answers.
struct TrackerWord {
    int peers = 0; ///< that it gave, the last time
    std::optional<SteadyTime> asked_at;
    std::optional<double> took; ///< seconds, its newest answer
};

/// What the user asked for besides what api::Add can say.
struct Extra {
    Sources sources;
    api::Priority priority = api::Priority::normal;
};

/// All the engine knows of one torrent. Engine thread only.
struct Torrent {
    api::TorrentId id = 0;
    api::Add spec; ///< as the user wants it now
    Kept kept;
    Extra extra;
    api::TorrentView view;
    bool is_view_new = false; ///< it changed since it was published
    Intake intake;
    WireState wire_state = WireState::metadata;
    bool was_here = false;      ///< in an earlier run of this session
    bool wants_more = false;    ///< files were chosen since it was complete
    bool metadata_came = false; ///< a magnet's, and is being taken in
    bool in_wire = false;       ///< the wire has it
    bool in_swarm = false;      ///< with metadata
    bool is_joined = false;     ///< checked as far as needed
    bool is_held = false;       ///< by the queue
    bool is_running = false;    ///< the wire was told to take part
    bool is_moving = false;     ///< the wire was told to
    bool is_pausing = false;    ///< it was told to stop, and has not said that it did
    bool complete_told = false;
    bool flushed_told = false;
    bool goal_told = false;
    bool closed = false; ///< shut down: the final barrier is over, or there is nothing to save
    SteadyTime complete_at{};
    SteadyTime next_barrier{};
    SteadyTime got_at{};               ///< the last payload we got, or since when it runs
    SteadyTime gave_at{};              ///< the last we gave
    SteadyTime started_at{};           ///< since then it is running
    SteadyTime counted_at{};           ///< until then the times below are counted
    std::chrono::nanoseconds active{}; ///< in this session
    std::chrono::nanoseconds seeding{};
    store::Totals saved_totals;       ///< as they were last kept
    std::optional<policy::Seek> seek; ///< once the wire has it, with or without metadata
    Barrier barrier;
    std::optional<RenameRun> rename;
    std::unique_ptr<health::Monitor> health; ///< once the swarm was looked at
    std::unique_ptr<health::News> news;      ///< as above
    SteadyTime next_grade{};
    std::int64_t joined = 0;     ///< connections that came since the last note of it
    std::int64_t left = 0;       ///< and went
    std::int64_t peers_seen = 0; ///< in the latest look
    api::TorrentState state_seen = api::TorrentState::loading;
    health::TraceWriter trace;
    std::map<std::string, Failing> failing;                    ///< by URL, for `health`
    std::map<std::string, TrackerWord> tracker_words;          ///< by URL
    std::map<std::string, std::string> troubles;               ///< where → reason, while it lasts
    std::set<std::pair<api::Endpoint, std::string>> peers_met; ///< with where we learnt of them
    std::shared_ptr<std::atomic<double>> checked = std::make_shared<std::atomic<double>>(0);
    /// Stops what the workers do for it; another one when that is void.
    std::shared_ptr<std::stop_source> jobs = std::make_shared<std::stop_source>();
};

/// Whether anything keeps it from taking part in the swarm. Pure.
[[nodiscard]] bool may_run(Torrent const& torrent);
/// Whether something of it may be due any moment: it is being taken in, fetched or flushed. Pure.
[[nodiscard]] bool is_busy(Torrent const& torrent);
/// Has the view say that all that is wanted is there, whatever the wire told last.
void show_all_done(Torrent& torrent);
/// What its .torrent and its magnet name.
[[nodiscard]] Sources named_sources(Intake const& intake);
/// As above, and what the user added, each once.
[[nodiscard]] Sources all_sources(Torrent const& torrent);
/// Notes in the view how many files and sources there are.
void count_named(Torrent& torrent, std::optional<metainfo::Metainfo> const& known,
                 std::string const& magnet);
[[nodiscard]] bool covers(std::vector<bool> const& have, std::vector<bool> const& wanted);

/// Why nothing can be done with its files.
[[nodiscard]] tl::unexpected<Error> files_not_known(Torrent const& torrent);

/// Over all sessions, this one included.
[[nodiscard]] store::Totals totals_of(Torrent const& torrent);
[[nodiscard]] store::TorrentRow to_row(Torrent const& torrent);
/// As it was left; not taken in yet.
[[nodiscard]] Torrent from_row(store::TorrentRow row);

} // namespace shoal::engine
