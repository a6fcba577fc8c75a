#pragma once

#include "core/api/by_hand.hpp"
#include "core/base/thread_owner.hpp"
#include "core/engine/announcer.hpp"
#include "core/engine/intake/block_lists.hpp"
#include "core/engine/jobs.hpp"
#include "core/engine/reach.hpp"
#include "core/engine/session/event_log.hpp"
#include "core/engine/session/roster.hpp"
#include "core/engine/session/standing_rule.hpp"
#include "core/engine/session/tidings.hpp"
#include "core/engine/session/view_list.hpp"
#include "core/health/dht_buckets.hpp"
#include "core/health/dht_cross_check.hpp"
#include "core/health/dht_watch.hpp"
#include "core/policy/dial.hpp"
#include "core/policy/token_bucket.hpp"

namespace shoal::engine {

using Publish = std::function<void(std::shared_ptr<api::Snapshot const>)>;

/// The truth about all torrents: commands and what the swarm tells are applied to it, events and
/// snapshots come out. It never blocks and owns no thread, so a test drives it with a FakeWire and
/// a FakeClock. Engine thread only.
class Session {
public:
    struct World { ///< all borrowed: they outlive the session
        Wire& wire;
        Jobs& jobs;
        Clock const& clock;
        Records const& records;
        IntakeDesk const& desk;
        Keeper& keeper;
    };

    Session(World world, bool utp, api::OnEvent on_event, Publish publish);

    /// Before anything else: what is left of an earlier run.
    void restore(Remains remains);

    void handle(api::Command command, api::Done done);
    void answer(api::Question const& question, api::Answered const& answered);
    void apply(WireEvent const& event);
    /// Does what is due: asks the swarm for news, starts barriers, ends seeding, publishes.
    void tick();
    /// After all that came at once was handled: decides on the queue, publishes if anybody is to
    /// be told anything, and only then tells them.
    void end_turn();

    [[nodiscard]] SteadyTime next_tick() const { return next_tick_; }

    /// Leaves the swarm and closes the books of every torrent.
    void begin_shutdown();
    /// True once nothing more needs to be saved.
    [[nodiscard]] bool is_settled() const;

private:
    // session_commands.cpp
    void handle(api::Pause const& pause, api::Done const& done);
    void handle(api::Resume const& resume, api::Done const& done);
    void handle(api::Remove const& remove, api::Done const& done);
    void handle(api::Recheck const& recheck, api::Done const& done);
    void handle(api::Announce const& announce, api::Done const& done);
    void handle(api::Change const& change, api::Done const& done);
    void handle(api::Save const& save, api::Done done);
    void handle(api::TreatPeer const& treat, api::Done const& done);
    void handle(api::AddSources const& more, api::Done const& done);
    void handle(api::LiftBan const& lift, api::Done const& done);
    void handle(api::Note const& note, api::Done const& done);
    /// All but bans; false: that peer is not connected.
    [[nodiscard]] bool treat_in_wire(api::TreatPeer const& treat);
    /// Keeps what of the rules was set by hand, then answers.
    void keep_rules(api::Done const& done);

    /// Calls `act` for each that is there; answers once what they are now is kept.
    void for_each(api::Ids const& ids, std::function<void(Torrent&)> const& act,
                  api::Done const& done);
    /// Writes down what outlives the process; `then`: when that is durable, or failed.
    void keep(Torrent const& torrent, std::function<void(Torrent&)> then = {});
    void forget(api::TorrentId id, bool with_data);

    // session.cpp
    void on(Torrent& torrent, Status const& status);
    void on(Torrent& torrent, Joined const& joined);
    void on(Torrent& torrent, Finished const& finished);
    void on(Torrent& torrent, PieceFailed const& failed);
    void on(Torrent& torrent, TorrentFailed const& failed);
    void on(Torrent& torrent, Trouble const& trouble);
    void on(Torrent& torrent, Recovered const& recovered);
    void on(Torrent& torrent, PeerMet const& peer);

    // session_health.cpp
    /// What of it concerns the torrent's health; whether that was all.
    bool watch_health(WireEvent const& event);
    void watch(Torrent& torrent, health::Sample sample);
    /// As far as the log has room for it: thousands of swarms must not drown all else.
    void tell_news(Torrent const& torrent, std::optional<health::Remark> const& remark);
    /// Adds it to the torrent's trace, on a worker.
    void write_down(Torrent& torrent, health::Sample const& sample);

    void tell_complete(Torrent& torrent);
    void fail(Torrent& torrent, Error const& error);
    void look_after_busy();
    void look_after_others();
    void look_after(Torrent& torrent);
    void do_slow_things(SteadyTime now);
    void choose_transport();
    void announce();

    // session_queue.cpp
    void handle(api::Enqueue const& enqueue, api::Done const& done);
    /// Decides who has a place among the active ones, and tells the wire.
    void manage_queue();
    void manage_limits();
    [[nodiscard]] bool has_goal(Torrent const& torrent) const;
    void end_seeding(Torrent& torrent);
    void save_totals();
    void count_time(Torrent& torrent) const;
    void hold(Torrent& torrent, int position);

    // session_configure.cpp
    /// With housekeeping it comes from the session's owner, and what was set by hand goes before
    /// it; else it is set by hand.
    void handle(api::Configure const& configure, api::Done const& done);
    /// Into the log, what of the limits somebody changed.
    void note_limits(api::SessionRules const& before);
    /// Into the log, what of the configuration does not hold.
    void note_by_hand(api::RulesByHand const& by_hand);
    /// Sets again what was set by hand in an earlier run; `kept` as the keeper had it.
    void recall_rules(std::string const& kept);

    // session_files.cpp
    void handle(api::Move const& asked, api::Done const& done);
    void handle(api::SetFiles const& set, api::Done const& done);
    [[nodiscard]] fs::path place_for(std::string const& label) const;
    void move(Torrent& torrent, fs::path const& dir);
    void begin_move(Torrent& torrent);
    /// A move that is due begins, now that nothing is in its way.
    void go_where_bound(Torrent& torrent);
    void move_when_done(Torrent& torrent);
    void on(Torrent& torrent, Moved const& moved);
    void on(Torrent& torrent, MoveFailed const& failed);

    // session_renames.cpp
    void handle(api::Rename const& rename, api::Done const& done);
    /// `again`: a crash had cut it off.
    void begin_rename(Torrent& torrent, bool again, api::Done done);
    void rename_files(Torrent& torrent, std::vector<NameChange> changes);
    void count_rename(Torrent& torrent);
    void tidy_names(Torrent& torrent);
    void drop_rename(Torrent& torrent, Error const& why);
    void end_rename(Torrent& torrent, bool is_done);
    void on(Torrent& torrent, Renamed const& renamed);
    void on(Torrent& torrent, RenameFailed const& failed);

    // session_answers.cpp
    [[nodiscard]] Result<api::Answer> answer(Torrent const& torrent, api::FilesOf const& asked);
    [[nodiscard]] Result<api::Answer> answer(Torrent const& torrent, api::PeersOf const& asked);
    [[nodiscard]] Result<api::Answer> answer(Torrent const& torrent, api::PiecesOf const& asked);
    [[nodiscard]] Result<api::Answer> answer(Torrent const& torrent, api::TrackersOf const& asked);
    [[nodiscard]] Result<api::Answer> answer(Torrent const& torrent, api::WebSeedsOf const& asked);
    [[nodiscard]] Result<api::Answer> answer(Torrent const& torrent, api::HoldersOf const& asked);

    [[nodiscard]] api::SessionFigures figures() const;

    // session_health.cpp
    /// Answers at once, or when the torrent was looked at.
    void answer_when_seen(Torrent& torrent, api::Question question, api::Answered const& answered);
    /// Those that wait for a look that came, or did not in time.
    void answer_waiting();
    [[nodiscard]] bool is_out_of_sight(Torrent const& torrent) const;
    [[nodiscard]] api::Answer conclude(Torrent& torrent, api::Question const& question);

    // session_dht.cpp
    void hear(DhtHeard const& heard);
    /// As long as it runs, lookups of its hashes are its own.
    void watch_lookups(Torrent const& torrent);
    void forget_lookups(Torrent const& torrent);
    [[nodiscard]] api::DhtView dht_of(Torrent const& torrent) const;
    [[nodiscard]] api::AnnouncedView announced(Torrent const& torrent) const;
    [[nodiscard]] api::DhtView dht_seen(bool enabled) const;
    void handle(api::CheckDht const& check, api::Done const& done);
    /// The bootstrap nodes by their addresses, of those that have one.
    void begin_check(std::vector<api::Endpoint> bootstrap, std::vector<api::Endpoint> table);
    void hear(DhtNamed const& named);
    void hear(DhtLooked const& looked);
    /// Asks whom the check wants asked, and gives up who stays silent.
    void go_on_checking();
    [[nodiscard]] std::optional<api::DhtCheckView> check_seen() const;

    // session_history.cpp
    /// Of the latest look at the torrent.
    void note(Torrent& torrent, api::HealthView const& health);
    /// Of the whole session.
    void note_session();
    void save_history();
    void answer_history(api::HistoryOf const& asked, api::Answered const& answered);

    // session_rules.cpp
    void set_rules(std::vector<api::Rule> const& rules);
    void watch_rules(SteadyTime now);
    void watch(StandingRule& rule, Torrent& torrent, SteadyTime now);
    /// Of the swarm only what was watched long enough counts.
    [[nodiscard]] bool holds(StandingRule const& rule, Torrent const& torrent,
                             SteadyTime now) const;
    /// A rule has it seed on whatever its goal, or may yet do so.
    [[nodiscard]] bool is_needed(Torrent const& torrent) const;
    void fire(StandingRule const& rule, Torrent& torrent, SteadyTime::duration held);

    // session_sources.cpp
    /// What is told of a web seed, with the URL that it was named by; nothing for all else.
    [[nodiscard]] std::optional<WireEvent> with_its_name(WireEvent const& event);

    // session_bans.cpp
    /// Lists the ban, and tells of it where it was earned.
    /// `done`, if any, once it is kept.
    void note(PeerBanned const& banned, Keeper::Kept done = {});
    void read_block_lists();
    void block(BlockLists const& lists);

    // session_intake.cpp
    using Open = std::function<Result<Opened>(std::stop_token)>;
    using Round = std::shared_ptr<std::stop_source>;
    void handle(api::Add add, api::Done done);
    void opened(api::Add const& add, api::Done const& done, Result<Opened> opened, bool is_new);
    /// False when no torrent has this hash.
    bool answer_known(api::InfoHash const& hash, api::Done const& done) const;
    void admit(Torrent arrived, Opened opened);
    void survey(Torrent& torrent, Open open);
    void surveyed(api::TorrentId id, Round const& round, Result<Intake> intake);
    void taken_in(api::TorrentId id, Round const& round, Result<Intake> intake);
    void take_in_anew(Torrent& torrent);
    /// How to open it from what was kept.
    [[nodiscard]] Open open_kept(Torrent const& torrent) const;
    void take_as_complete(Torrent& torrent);
    void enter_swarm(Torrent& torrent);
    void on(Torrent& torrent, MetadataPieces const& pieces);
    void on(Torrent& torrent, MetadataReceived const& metadata);

    // session_barrier.cpp
    void on(Torrent& torrent, Paused const& paused);
    void on(Torrent& torrent, ResumeReady const& ready);
    void on(Torrent& torrent, ResumeFailed const& failed);
    void begin_barrier(Torrent& torrent);
    void end_barrier(api::TorrentId id, Round const& round, BarrierResult const& result);

    // session_view.cpp
    /// Lets the wire run the torrent if it may, or stops it, and shows how things are.
    void settle(Torrent& torrent);
    /// Whatever runs for it is void from now on.
    void leave_wire(Torrent& torrent, bool with_data);
    void tell_announcer(Torrent const& torrent);
    void show(Torrent& torrent);
    void publish();
    void emit(Torrent const& torrent, api::EventKind kind, std::string text = {},
              std::string where = {});
    void emit_session(api::EventKind kind, std::string text, std::string where);
    void tell(api::Event event);

    [[nodiscard]] Torrent* find(api::TorrentId id) { return torrents_.find(id); }

    /// Those that are there, each once.
    [[nodiscard]] std::vector<Torrent*> find(api::Ids const& ids);
    /// Null also when what was begun for it in `round` is void by now.
    [[nodiscard]] Torrent* find(api::TorrentId id, Round const& round);

    World world_;
    Tidings tidings_;
    EventLog log_;
    Publish publish_;
    Roster torrents_;
    ViewList views_; ///< as published
    std::vector<api::TorrentId> new_views_;
    api::Snapshot session_view_; ///< revision, listening sockets, DHT, bans, rules; torrents are
                                 ///< filled in at publish
    api::Housekeeping housekeeping_;
    api::SessionRules configured_; ///< by the owner; those in force are in the view
    policy::Dial dial_;
    Reach reach_;
    health::DhtWatch dht_;
    std::optional<health::DhtCrossCheck> dht_check_; ///< the newest
    bool check_begins_ = false;                      ///< names are resolved for it
    Announcer announcer_;
    DhtLooked dht_looked_; ///< when somebody asked for it
    SteadyTime dht_looked_at_{};
    health::DhtBuckets dht_buckets_;
    SessionStats stats_;                                                       ///< the newest
    std::shared_ptr<LatencyMeter> flushes_ = std::make_shared<LatencyMeter>(); ///< shared with jobs
    SteadyTime began_;
    bool dials_utp_ = false;
    bool blocks_some_ = false; ///< by block lists
    bool changed_ = true;
    std::set<api::TorrentId> busy_; ///< looked after each tick; the others now and then
    unsigned seconds_ = 0;
    bool queue_changed_ = false;  ///< who runs is to be decided anew
    bool any_shown_ = false;      ///< what decides on the queue may have changed
    bool somebody_waits_ = false; ///< in the queue
    bool shutting_down_ = false;
    SteadyTime next_tick_{};
    SteadyTime next_second_{}; ///< when what is due each second is due
    SteadyTime next_totals_{};
    SteadyTime next_drop_warning_{};
    SteadyTime next_decision_{}; ///< on the queue, not before
    SteadyTime next_rules_{};
    SteadyTime next_history_{};
    std::vector<StandingRule> rules_;
    std::vector<store::Sample> history_; ///< not handed to the keeper yet
    std::int64_t joined_ = 0;            ///< connections of all torrents, since the session's note
    std::int64_t left_ = 0;

    /// A question about a torrent that has to be looked at first.
    struct Waiting {
        api::TorrentId id = 0;
        api::Question question;
        api::Answered answered;
        SteadyTime deadline{};
    };

    std::vector<Waiting> waiting_;
    api::RateLimits limits_;                         ///< as the wire was told
    policy::TokenBucket news_allowed_{1.0 / 30, 10}; ///< lines of all torrents
    bool is_configured_ = false;                     ///< what comes now, somebody changes
    ThreadOwner owner_;
};

} // namespace shoal::engine
