#pragma once

#include "core/lab/lab_agenda.hpp"
#include "core/lab/lab_content.hpp"
#include "core/lab/lab_member.hpp"
#include "core/lab/lab_spread.hpp"
#include "core/lab/lab_tracker.hpp"
#include "core/metainfo/workshop.hpp"

#include <set>

namespace shoal::lab {

// A swarm in a box: every member is a whole engine with its own sockets, threads and folder; only
// the machine is shared. What they may use to find each other is chosen, so that each way is proved
// alone:
//   tracker  every member announces to a tracker inside the lab
//   dht      every member knows one DHT node, the first seed, and nobody's address
//   pex      who arrives is introduced to one member; it hears of the others by peer exchange
//
// The clock starts once all engines run and those who are there from the start with all of the
// content serve it. A member that leaves takes its torrent out of the swarm; its engine, and so its
// DHT node, stays until the end.

/// Who looks on while a lab runs. Called on the lab's thread; an engine lives until the run ends.
struct LabAudience {
    std::function<void(api::Engine&)> on_member; ///< it listens; in the order of the plan
    std::function<void(Report const&)> on_report;
};

/// One run, once. The caller's thread.
class LabRun {
public:
    LabRun(api::LabSpec const& spec, std::vector<MemberPlan> plan,
           std::function<void(api::LabReport const&)> const& tick, std::stop_token stop);
    /// Ends all engines side by side and removes their files.
    ~LabRun();
    LabRun(LabRun const&) = delete;
    LabRun& operator=(LabRun const&) = delete;

    /// Before the run.
    void watched_by(LabAudience audience) { audience_ = std::move(audience); }

    [[nodiscard]] Result<api::LabReport> operator()();

private:
    [[nodiscard]] double elapsed(SteadyTime at) const;

    [[nodiscard]] bool is_stopped() const { return stop_.stop_requested(); }

    [[nodiscard]] Result<void> make_torrent();
    [[nodiscard]] Result<void> start_members();
    [[nodiscard]] Result<void> make_false_copy(MemberPlan const& liar, fs::path const& dir) const;
    [[nodiscard]] api::SwarmOptions options_for(MemberPlan const& member) const;

    void open_swarm();
    void run_agenda();
    void watch(SteadyTime deadline);
    void take(Report const& report);
    void perform(Agenda::Entry entry);
    void arrive(std::size_t index, double at);
    void completed(std::size_t index, double at);
    void leave(std::size_t index);
    void refresh();
    void watch_spread();
    [[nodiscard]] Result<void> verify();
    void conclude(double ended);

    api::LabSpec spec_;
    std::vector<MemberPlan> plan_;
    std::function<void(api::LabReport const&)> const& tick_;
    std::stop_token stop_;
    LabAudience audience_; ///< may be empty
    metainfo::Workshop torrents_;
    api::CreateReport torrent_;
    api::LabReport report_;
    SteadyTime began_;
    SteadyTime next_tick_;
    Agenda agenda_;
    SpreadMeter spread_;
    std::map<std::string, std::string> names_; ///< of members, by where they listen
    std::set<std::size_t> unsettled_;          ///< members that are waited for now
    Reports reports_;
    std::unique_ptr<LabFolder> folder_;
    std::unique_ptr<LabTracker> tracker_;
    std::vector<std::unique_ptr<LabMember>> members_; ///< first to go: they post into `reports_`
};

} // namespace shoal::lab
