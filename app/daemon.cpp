#include "app/daemon.hpp"

#include "app/chores.hpp"
#include "app/service_manager.hpp"
#include "core/api/setting_report.hpp"
#include "core/base/mailbox.hpp"
#include "core/control/control_server.hpp"
#include "core/engine/start.hpp"

#include <fmt/format.h>

#include <variant>

namespace shoal::app {
namespace {

constexpr auto tick = 1s;
// An engine that says more than this while the log is stuck loses the rest of its words.
constexpr std::size_t mailbox_size = 65'536;

/// The log: one line an event, for people and their journal.
std::string log_line(api::Event const& event) {
    auto line = std::string{api::to_string(event.kind)};
    if (!event.name.empty())
        line += fmt::format(": {}", event.name);
    if (!event.text.empty())
        line += fmt::format(": {}", event.text);
    if (!event.where.empty())
        line += fmt::format(" ({})", event.where);
    return line;
}

class Daemon {
public:
    Daemon(api::Settings settings, std::function<Result<api::Configuration>()> const& reload,
           Signals& signals, cli::Printer& printer)
        : settings_(std::move(settings)),
          reload_(reload),
          signals_(signals),
          printer_(printer),
          wake_(signals.token(), [this] { mailbox_.wake(); }) {}

    ~Daemon() { signals_.on_hangup({}); }

    Daemon(Daemon const&) = delete;
    Daemon& operator=(Daemon const&) = delete;

    cli::ExitCode run() {
        if (auto const started = start(); !started)
            return printer_.error("starting the daemon", started.error());
        signals_.on_hangup([this] {
            is_hung_up_ = true;
            mailbox_.wake();
        });
        printer_.note(fmt::format("ready; control socket {}", settings_.daemon.socket.string()));
        tell_service_manager("READY=1");
        while (!signals_.token().stop_requested())
            turn();
        tell_service_manager("STOPPING=1");
        printer_.note("ending");
        chores_.reset();
        server_.reset();
        engine_.reset();
        for (api::Event const& event : mailbox_.drain(SteadyTime{}))
            printer_.note(log_line(event));
        return cli::ExitCode::done;
    }

private:
    Result<void> start() {
        SHOAL_TRY(engine_,
                  engine::start_lasting(
                      settings_.swarm, settings_.rules, settings_.housekeeping,
                      [this](api::Event const& event) { post(event); }, engine::Ports::required));
        SHOAL_TRY(server_,
                  control::ControlServer::start(*engine_, settings_.daemon, SHOAL_VERSION));
        chores_.emplace(
            Chores::Parts{*engine_, [this](api::Event const& event) { post(event); }, {}},
            settings_);
        return {};
    }

    /// Any thread.
    void post(api::Event const& event) { (void)mailbox_.post(api::Event{event}); }

    void turn() {
        for (api::Event const& event : mailbox_.drain(std::chrono::steady_clock::now() + tick)) {
            printer_.note(log_line(event));
            server_->publish(event);
            chores_->post(event);
        }
        if (is_hung_up_.exchange(false))
            read_configuration();
    }

    void read_configuration() {
        auto next = reload_();
        if (!next) {
            (void)printer_.error("reading the configuration anew; the old one stays in force",
                                 next.error());
            return;
        }
        auto const changes = api::differences(settings_, next->settings);
        printer_.note("configuration read anew: " + api::describe(changes));
        settings_.rules = next->settings.rules;
        settings_.housekeeping = next->settings.housekeeping;
        settings_.daemon.on_complete = next->settings.daemon.on_complete;
        settings_.daemon.watch = next->settings.daemon.watch;
        chores_->configure(settings_);
        engine_->submit(api::Configure{settings_.rules, settings_.housekeeping},
                        [](auto const&) {});
    }

    api::Settings settings_; ///< in force
    std::function<Result<api::Configuration>()> const& reload_;
    Signals& signals_;
    cli::Printer& printer_;
    std::atomic<bool> is_hung_up_ = false;
    Mailbox<api::Event> mailbox_{mailbox_size};
    std::stop_callback<std::function<void()>> wake_;
    std::unique_ptr<api::Engine> engine_; ///< its thread posts to the mailbox until it is gone
    std::unique_ptr<control::ControlServer> server_;
    std::optional<Chores> chores_;
};

} // namespace

cli::ExitCode run_daemon(api::Configuration const& configuration,
                         std::function<Result<api::Configuration>()> const& reload,
                         Signals& signals, cli::Printer& printer) {
    return Daemon{configuration.settings, reload, signals, printer}.run();
}

} // namespace shoal::app
