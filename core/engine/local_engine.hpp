#pragma once

#include "core/base/mailbox.hpp"
#include "core/base/worker.hpp"
#include "core/engine/session/session.hpp"
#include "core/store/store.hpp"

#include <mutex>
#include <thread>

namespace shoal::engine {

/// Hands the newest snapshot from the engine thread to everyone else.
class SnapshotBox {
public:
    void put(std::shared_ptr<api::Snapshot const> next) {
        std::scoped_lock const lock(
            mutex_); // the old snapshot dies outside: `next` holds it after the swap
        current_.swap(next);
    }

    [[nodiscard]] std::shared_ptr<api::Snapshot const> get() const {
        std::scoped_lock const lock(mutex_);
        return current_;
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<api::Snapshot const> current_ = std::make_shared<api::Snapshot const>();
};

/// Opens the swarm side; gets what an earlier run learnt, and a function that wakes the engine.
using OpenWire =
    std::function<Result<std::unique_ptr<Wire>>(WireMemory memory, std::function<void()> wake)>;

/// What an engine is made of.
struct EngineParts {
    fs::path state_dir;                  ///< of records as files, unless there is a store
    std::unique_ptr<store::Store> store; ///< null: no torrent outlives the process
    bool utp = true;
    Fetch fetch;
    OpenWire open_wire;
    api::SessionRules rules;
    api::Housekeeping housekeeping;
};

/// The engine of this process: a thread around a Session, two workers for what blocks.
class LocalEngine final : public api::Engine, private Jobs {
public:
    [[nodiscard]] static Result<std::unique_ptr<LocalEngine>> create(EngineParts parts,
                                                                     api::OnEvent on_event);

    /// Closes the books (at most 3 s), then leaves the swarm.
    ~LocalEngine() override;
    LocalEngine(LocalEngine const&) = delete;
    LocalEngine& operator=(LocalEngine const&) = delete;

    void submit(api::Command command, api::Done done) override;
    void ask(api::Question question, api::Answered answered) override;
    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const override;

private:
    /// What a face wants of the session, and how to refuse it.
    struct Submission {
        std::function<void(Session&)> apply;
        std::function<void(Error)> refuse;
    };

    void post(Submission submission);

    explicit LocalEngine(EngineParts& parts);
    [[nodiscard]] Result<void> open(EngineParts const& parts, api::OnEvent on_event);
    [[nodiscard]] std::unique_ptr<Keeper> make_keeper();
    void intake(Job job) override;
    void fetch(Job job) override;
    void check(Job job) override;
    void save(Job job) override;
    void complete(Completion completion);
    void run(std::stop_token stop);
    void turn(SteadyTime deadline);
    void settle();

    SystemClock clock_;
    SnapshotBox box_;
    Mailbox<Submission> submissions_;
    Mailbox<Completion> completions_;     ///< unbounded: what was begun must be able to end
    std::unique_ptr<store::Store> store_; ///< answers into the mailbox above until it is gone
    std::unique_ptr<Records> records_;
    std::unique_ptr<Keeper> keeper_;
    IntakeDesk desk_;
    std::unique_ptr<Wire> wire_;
    std::unique_ptr<Session> session_; ///< engine thread only
    Worker intake_worker_;
    Worker fetch_worker_;
    Worker check_worker_;
    Worker save_worker_;
    std::jthread thread_; ///< last: it uses all of the above
};

} // namespace shoal::engine
