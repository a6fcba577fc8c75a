#pragma once

#include "core/api/engine.hpp"
#include "core/lab/lab_plan.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace shoal::lab {

/// A lab's swarm as one session, to be looked at and played with: a torrent for each member, called
/// as the member is, with what that member sees. Numbers are the members' places, from 1. Commands
/// and questions go to the member whose torrent it is; commands about the session go to all (its
/// limits are those of all together), or who banned the peer; its figures, where it listens, and
/// checks of the DHT, are those of the member whose peers were asked for last. The swarm stays when
/// it has completed, until this ends.
class LabSession final : public api::Engine {
public:
    /// Members arrive while it runs. `on_event` also tells what stopped the lab.
    LabSession(api::LabSpec spec, std::vector<MemberPlan> plan, api::OnEvent on_event);
    ~LabSession() override = default;
    LabSession(LabSession const&) = delete;
    LabSession& operator=(LabSession const&) = delete;

    void submit(api::Command command, api::Done done) override;
    void ask(api::Question question, api::Answered answered) override;
    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const override;

private:
    /// The torrent that a number of ours means: whose it is, and its number there.
    struct Seat {
        api::Engine* engine;
        api::TorrentId id;
    };

    using Parts = std::vector<std::shared_ptr<api::Snapshot const>>;

    void run(api::LabSpec const& spec, std::vector<MemberPlan> plan, std::stop_token const& stop);
    void tell(std::size_t member, api::Event event) const;
    [[nodiscard]] std::optional<Seat> seat(api::TorrentId id) const; ///< under the mutex
    // Under the mutex.
    /// What it means for each member.
    [[nodiscard]] std::vector<api::Configure> shares(api::Configure const& configure) const;
    void watch(std::size_t member);
    [[nodiscard]] Parts parts() const;

    api::OnEvent on_event_;
    std::vector<std::string> names_;    ///< of members
    mutable std::mutex mutex_;          ///< guards the next four
    std::vector<api::Engine*> engines_; ///< of members, as they start; none when the lab has ended
    std::size_t watched_ = 0;           ///< whose figures are told; an index of `engines_`
    mutable Parts parts_;               ///< that `whole_` was made of
    mutable std::shared_ptr<api::Snapshot const> whole_ = std::make_shared<api::Snapshot>();
    std::condition_variable_any ended_;
    std::jthread thread_; // last: it uses all of the above
};

} // namespace shoal::lab
