#pragma once

#include "core/api/engine.hpp"
#include "core/base/mailbox.hpp"
#include "core/lab/lab_plan.hpp"

#include <future>

namespace shoal::lab {

/// An event of one member, brought to the lab's thread; with the moment it happened, since that
/// thread may be late.
struct Report {
    std::size_t member = 0;
    SteadyTime at;
    api::Event event;
};

using Reports = Mailbox<Report>;

/// One engine of the lab and what it achieved. The engine runs from the first to the last; a member
/// that is not there yet, or has left, has no torrent in it. The lab's thread only.
class LabMember {
public:
    struct Birth {
        std::size_t index = 0;
        MemberPlan plan;
        fs::path dir;
        api::SwarmOptions options;
    };

    /// Starts the engine and waits until it listens.
    [[nodiscard]] static Result<std::unique_ptr<LabMember>> create(Birth birth, Reports& reports,
                                                                   SteadyTime deadline);

    /// Enters the swarm. Times are in seconds from the start of the lab.
    void arrive(double at, api::Add add);
    /// Its last piece was verified.
    void complete(double at);
    /// Takes its torrent out of the swarm, without saving anything.
    void leave(double at);

    /// Its torrent stopped.
    void failed(std::string error) { figures_.error = std::move(error); }

    /// Brings the figures up to date from the engine's snapshot.
    void update();

    /// Its copy, read back, was all right.
    void verified() { figures_.complete = true; }

    /// Ends the engine: only the getters are of use afterwards. Any thread, as the only one.
    void end() { engine_.reset(); }

    /// Until `end`.
    [[nodiscard]] api::Engine& engine() const { return *engine_; }

    [[nodiscard]] MemberPlan const& plan() const { return plan_; }

    [[nodiscard]] fs::path const& dir() const { return dir_; }

    [[nodiscard]] api::Endpoint const& endpoint() const { return endpoint_; }

    [[nodiscard]] api::LabPeer const& figures() const { return figures_; }

    /// As of the last update; null when it has none, or all.
    [[nodiscard]] std::vector<bool> const* pieces() const { return pieces_.get(); }

    [[nodiscard]] bool is_present() const { return torrent_.valid(); }

private:
    LabMember() = default;

    MemberPlan plan_;
    fs::path dir_;
    api::Endpoint endpoint_;
    api::LabPeer figures_;
    std::shared_ptr<std::vector<bool> const> pieces_;
    std::future<api::TorrentId> torrent_; ///< valid while it is in the swarm
    std::unique_ptr<api::Engine> engine_;
};

} // namespace shoal::lab
