#include "app/kept_session.hpp"

#include "app/chores.hpp"
#include "app/service_manager.hpp"
#include "app/spawn.hpp"
#include "core/control/control_server.hpp"
#include "core/engine/start.hpp"

#include <mutex>

namespace shoal::app {
namespace {

constexpr auto patience = 20s;

/// An engine, and the socket through which others reach it.
class KeptSession final : public api::Engine {
public:
    KeptSession() = default;

    ~KeptSession() override {
        // Both go first, since they use the engine, and without the lock, which they take.
        std::unique_ptr<control::ControlServer> server;
        std::unique_ptr<Chores> chores;
        std::scoped_lock const lock(mutex_);
        server.swap(server_);
        chores.swap(chores_);
    }

    KeptSession(KeptSession const&) = delete;
    KeptSession& operator=(KeptSession const&) = delete;

    Result<void> start(api::Settings const& settings, api::OnEvent const& on_event) {
        auto const tell = [this, on_event](api::Event const& event) {
            on_event(event);
            publish(event);
        };
        SHOAL_TRY(engine_, engine::start_lasting(settings.swarm, settings.rules,
                                                 settings.housekeeping, tell));
        SHOAL_TRY(auto server,
                  control::ControlServer::start(*engine_, settings.daemon, SHOAL_VERSION));
        std::scoped_lock const lock(mutex_);
        server_ = std::move(server);
        chores_ = std::make_unique<Chores>(
            Chores::Parts{*engine_, tell, settings.swarm.state_dir / "programs.log"}, settings);
        return {};
    }

    void submit(api::Command command, api::Done done) override {
        engine_->submit(std::move(command), std::move(done));
    }

    void ask(api::Question question, api::Answered answered) override {
        engine_->ask(question, std::move(answered));
    }

    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const override {
        return engine_->snapshot();
    }

private:
    void publish(api::Event const& event) {
        std::scoped_lock const lock(mutex_);
        if (server_)
            server_->publish(event);
        if (chores_)
            chores_->post(event);
    }

    std::mutex mutex_; ///< guards what the engine's thread tells what happens
    std::unique_ptr<control::ControlServer> server_;
    std::unique_ptr<Chores> chores_;
    std::unique_ptr<api::Engine> engine_; // last: its thread uses the above until it is gone
};

} // namespace

Result<std::unique_ptr<api::Engine>> start_kept_session(api::Settings const& settings,
                                                        api::OnEvent const& on_event) {
    auto session = std::make_unique<KeptSession>();
    SHOAL_TRY_VOID(session->start(settings, on_event));
    return session;
}

Result<void> leave_daemon_behind(fs::path const& state_dir) {
    auto const log = state_dir / "daemon.log";
    std::error_code error;
    auto const program = fs::read_symlink("/proc/self/exe", error);
    if (error)
        return tl::make_unexpected(io_error(error.value(), "/proc/self/exe"));
    SHOAL_TRY(auto const readiness, Readiness::listen());
    auto variables = environment();
    variables.push_back("NOTIFY_SOCKET=" + readiness->address());
    SHOAL_TRY_VOID(spawn({program.string(), "daemon"}, std::move(variables), log));
    if (!readiness->wait(patience))
        return fail(Errc::unavailable, "it is not ready yet; this log tells why", log.string());
    return {};
}

} // namespace shoal::app
