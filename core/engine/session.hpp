#pragma once

#include "core/base/thread_owner.hpp"
#include "core/engine/announcer.hpp"
#include "core/engine/jobs.hpp"
#include "core/engine/torrent.hpp"
#include "core/policy/dial.hpp"

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
        StateFiles const& files;
        IntakeDesk const& desk;
    };

    Session(World world, bool utp, api::OnEvent on_event, Publish publish);

    void handle(api::Command command, api::Done done);
    void answer(api::Question const& question, api::Answered const& answered);
    void apply(WireEvent const& event);
    /// Does what is due: asks the swarm for news, starts barriers, ends seeding, publishes.
    void tick();

    [[nodiscard]] SteadyTime next_tick() const { return next_tick_; }

    /// Leaves the swarm and closes the books of every torrent.
    void begin_shutdown();
    /// True once nothing more needs to be saved.
    [[nodiscard]] bool is_settled() const;

private:
    void handle(api::Add add, api::Done const& done);
    void handle(api::Remove const& remove, api::Done const& done);
    void handle(api::Save const& save, api::Done done);

    template <class Other>
    void handle(Other const&, api::Done const& done) {
        done(shoal::fail(Errc::unavailable, "this session cannot do that"));
    }

    void on(Torrent& torrent, Status const& status);
    void on(Torrent& torrent, Joined const& joined);
    void on(Torrent& torrent, MetadataReceived const& metadata);
    void on(Torrent& torrent, Finished const& finished);
    void on(Torrent& torrent, Paused const& paused);
    void on(Torrent& torrent, PieceFailed const& failed);
    void on(Torrent& torrent, ResumeReady const& ready);
    void on(Torrent& torrent, ResumeFailed const& failed);
    void on(Torrent& torrent, TorrentFailed const& failed);
    void on(Torrent& torrent, Trouble const& trouble);
    void on(Torrent& torrent, Recovered const& recovered);
    void on(Torrent& torrent, PeerMet const& peer);

    /// Lists the ban, and tells of it where it was earned.
    void note(PeerBanned const& banned);

    void take_in(Torrent& torrent, std::function<Result<Intake>(std::stop_token)> job);
    void taken_in(api::TorrentId id, Result<Intake> intake);
    void enter_swarm(Torrent& torrent);
    void tell_complete(Torrent& torrent);
    void fail(Torrent& torrent, Error const& error);

    void begin_barrier(Torrent& torrent);
    void end_barrier(api::TorrentId id, BarrierResult const& result);

    void choose_transport();
    void announce();
    void look_after(Torrent& torrent);
    void publish();
    void emit(Torrent const& torrent, api::EventKind kind, std::string text = {},
              std::string where = {});
    void emit_session(api::EventKind kind, std::string text, std::string where);
    [[nodiscard]] Torrent const* holder_of(api::InfoHash const& hash,
                                           api::TorrentId other_than) const;
    [[nodiscard]] Torrent* find(api::TorrentId id);

    World world_;
    api::OnEvent on_event_;
    Publish publish_;
    std::map<api::TorrentId, Torrent> torrents_;
    api::TorrentId last_id_ = 0;
    api::Snapshot session_view_; ///< revision, listening sockets, DHT, bans; torrents are filled in
                                 ///< at publish
    policy::Dial dial_;
    Announcer announcer_;
    bool dials_utp_ = false;
    bool changed_ = true;
    bool shutting_down_ = false;
    SteadyTime next_tick_{};
    ThreadOwner owner_;
};

} // namespace shoal::engine
