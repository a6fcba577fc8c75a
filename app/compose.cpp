#include "app/compose.hpp"

#include "app/config.hpp"
#include "app/daemon.hpp"
#include "core/control/remote_engine.hpp"
#include "core/engine/start.hpp"
#include "core/health/replay.hpp"
#include "core/lab/lab.hpp"
#include "core/metainfo/workshop.hpp"
#include "ui-cli/cli/confirm.hpp"
#include "ui-cli/cli/run.hpp"
#include "ui-cli/term/curses_screen.hpp"
#include "ui-cli/tui/run.hpp"

#include <csignal>
#include <cstdlib>
#include <unistd.h>

namespace shoal::app {
namespace {

std::optional<std::string> variable(std::string const& name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): read only, and nothing of ours ever sets it
    char const* const value = std::getenv(name.c_str());
    return value && *value ? std::optional<std::string>{value} : std::nullopt;
}

bool has_screen() {
    auto const term = variable("TERM");
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1 && term && *term != "dumb";
}

/// `shoal` without a command.
cli::ExitCode show_screen(cli::Services const& services, Clock const& clock,
                          api::SwarmOptions const& swarm, cli::Printer& printer) {
    std::error_code ignored; // then typed paths are taken as they are
    term::ScreenOptions const options{.colour = !variable("NO_COLOR")};
    auto const done = tui::run({
        .attach = services.attach,
        .socket = services.socket,
        .start_engine = services.start_engine,
        .swarm = swarm,
        .open_screen = [options] { return term::open_curses(options); },
        .clock = clock,
        .interrupted = services.interrupted,
        .folder = fs::current_path(ignored),
        .home = variable("HOME").value_or(""),
    });
    if (!done)
        return printer.error("opening the screen", done.error());
    return services.interrupted.stop_requested() ? services.interrupt_status()
                                                 : cli::ExitCode::done;
}

} // namespace

cli::ExitCode run(int argc, char const* const* argv, Signals& signals) {
    auto const places = find_places(variable);
    metainfo::Workshop torrents;
    lab::LoopbackLab lab;
    SystemClock const clock;
    cli::Printer printer{stdout, stderr};
    cli::Services services{
        .torrents = torrents,
        .start_engine = engine::start,
        .attach = control::attach,
        .socket = places.socket.empty() ? places.state_dir / "control.sock" : places.socket,
        .lab = lab,
        .replay = health::replay,
        .interrupted = signals.token(),
        .interrupt_status =
            [&signals] {
                return signals.received() == SIGTERM ? cli::ExitCode::terminated
                                                     : cli::ExitCode::interrupted;
            },
        .confirm =
            [&printer, &signals](std::string_view question) {
                return cli::confirm_on_terminal(printer, signals.token(), question);
            },
        .state_dir = places.state_dir,
        .configure =
            [](api::SettingLayer const& flags, std::optional<fs::path> const& file) {
                return load_config(variable, flags, file);
            },
        .run_daemon =
            [&](api::Configuration const& configuration, auto const& reload) {
                return run_daemon(configuration, reload, signals, printer);
            },
    };
    if (has_screen())
        services.open_screen = [&](api::SwarmOptions const& swarm, cli::Printer& out) {
            return show_screen(services, clock, swarm, out);
        };
    return cli::run(argc, argv, services, printer);
}

} // namespace shoal::app
