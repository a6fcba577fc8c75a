#include "app/compose.hpp"

#include "app/config.hpp"
#include "app/content.hpp"
#include "app/daemon.hpp"
#include "app/kept_session.hpp"
#include "app/screen_options.hpp"
#include "core/control/remote_engine.hpp"
#include "core/engine/start.hpp"
#include "core/health/replay.hpp"
#include "core/lab/lab.hpp"
#include "core/metainfo/workshop.hpp"
#include "ui-cli/cli/confirm.hpp"
#include "ui-cli/cli/inside.hpp"
#include "ui-cli/cli/run.hpp"
#include "ui-cli/term/line_terminal.hpp"
#include "ui-cli/tui/plain.hpp"
#include "ui-cli/tui/run.hpp"

#include <csignal>
#include <cstdlib>
#include <unistd.h>

namespace shoal::app {
namespace {

constexpr auto reading_configuration = "reading the configuration";

std::optional<std::string> variable(std::string const& name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): read only, and nothing of ours ever sets it
    char const* const value = std::getenv(name.c_str());
    return value && *value ? std::optional<std::string>{value} : std::nullopt;
}

bool has_terminal() {
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
}

/// Whether the terminal can be drawn on: else it gets lines.
bool can_draw() {
    auto const term = variable("TERM");
    return has_terminal() && term && *term != "dumb";
}

tui::FlagWord flag_word(cli::FlagInfo const& flag) {
    auto const name =
        flag.long_names.empty() ? "-" + flag.short_names.front() : "--" + flag.long_names.front();
    return {name, flag.help, flag.takes_value, flag.choices};
}

/// What ':' knows is what the command line knows.
tui::CommandWords command_words(cli::Services const& services) {
    tui::CommandWords words;
    for (auto const& command : cli::commands_inside(services)) {
        tui::CommandWord word{
            command.name, command.help, {}, command.choices, command.takes_torrents};
        for (auto const& flag : command.flags)
            word.flags.push_back(flag_word(flag));
        words.push_back(std::move(word));
    }
    return words;
}

/// What every screen has in common.
Result<tui::Parts> screen_parts(cli::Services const& services, Clock const& clock,
                                cli::ScreenFlags const& flags, api::ScreenChoices const& choices) {
    auto const preset = choices.keys == "rtorrent" ? tui::Preset::rtorrent : tui::Preset::standard;
    SHOAL_TRY(auto keymap, tui::Keymap::create(preset, choices.own_keys));
    auto const options = screen_options(choices, variable("NO_COLOR").has_value(), flags.no_mouse);
    std::error_code ignored; // then typed paths are taken as they are
    return tui::Parts{
        .attach = {},
        .socket = services.socket,
        .start_session = {},
        .leave_behind = {},
        .open_screen = [options] { return term::open_curses(options); },
        .clock = clock,
        .interrupted = services.interrupted,
        .folder = fs::current_path(ignored),
        .home = variable("HOME").value_or(""),
        .commands = command_words(services),
        .keymap = std::move(keymap),
        .run_command =
            [&services](std::vector<std::string> const& words, api::Engine& engine,
                        std::stop_token stop) {
                auto outcome = cli::run_inside(words, services, engine, std::move(stop));
                return tui::CommandOutcome{outcome.is_done, std::move(outcome.text)};
            },
        .torrents = &services.torrents,
        .files_of = files_of,
        .plan_of = plan_of,
    };
}

Result<void> run_screen(tui::Parts const& parts, bool is_plain) {
    if (!is_plain && can_draw())
        return tui::run(parts);
    term::LineTerminal terminal;
    return tui::run_plain(parts, terminal);
}

cli::ExitCode show_screen(tui::Parts const& parts, bool is_plain, cli::Services const& services,
                          cli::Printer& printer) {
    if (auto const done = run_screen(parts, is_plain); !done)
        return printer.error("opening the screen", done.error());
    return services.interrupted.stop_requested() ? services.interrupt_status()
                                                 : cli::ExitCode::done;
}

/// To look at a swarm beside a session that listens: on ports of its own, and leaving no trace.
api::SwarmOptions observer_options(api::SwarmOptions options) {
    if (options.listen.empty())
        options.listen = {{"0.0.0.0", 0}, {"::", 0}};
    for (auto& endpoint : options.listen)
        endpoint.port = 0;
    options.upload_slots = 0;
    options.portmap = false;
    options.state_dir.clear();
    return options;
}

/// `shoal` without a command: the daemon's session, or one that a daemon may go on with later.
cli::ExitCode open_screen(cli::Services const& services, Clock const& clock,
                          cli::ScreenFlags const& flags, cli::Printer& printer) {
    auto const configuration = services.configure(flags.layer(), {});
    if (!configuration)
        return printer.error(reading_configuration, configuration.error());
    auto const& settings = configuration->settings;
    auto common = screen_parts(services, clock, flags, settings.screen);
    if (!common)
        return printer.error(reading_configuration, common.error());
    auto& parts = *common;
    parts.attach = services.attach;
    parts.start_session = [&settings](api::OnEvent const& on_event) {
        return start_kept_session(settings, on_event);
    };
    parts.start_observer = [swarm =
                                observer_options(settings.swarm)](api::OnEvent const& on_event) {
        return engine::start(swarm, on_event);
    };
    parts.leave_behind = [&settings] {
        return leave_daemon_behind(settings.swarm.state_dir);
    };
    return show_screen(parts, flags.plain, services, printer);
}

/// On a session that is opened for it.
cli::ExitCode show_session(cli::Services const& services, Clock const& clock,
                           cli::OpenSession const& open, cli::ScreenFlags const& flags,
                           cli::Printer& printer) {
    auto parts = services.configure(flags.layer(), {}).and_then([&](auto const& configuration) {
        return screen_parts(services, clock, flags, configuration.settings.screen);
    });
    if (!parts)
        return printer.error(reading_configuration, parts.error());
    parts->start_session = open;
    parts->is_passing = true; // only a lab is opened this way
    return show_screen(*parts, flags.plain, services, printer);
}

void offer_screen(cli::Services& services, Clock const& clock) {
    services.has_terminal = has_terminal();
    services.open_screen = [&](cli::ScreenFlags const& flags, cli::Printer& printer) {
        return open_screen(services, clock, flags, printer);
    };
    services.show_session = [&](cli::OpenSession const& open, cli::ScreenFlags const& flags,
                                cli::Printer& printer) {
        return show_session(services, clock, open, flags, printer);
    };
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
    offer_screen(services, clock);
    return cli::run(argc, argv, services, printer);
}

} // namespace shoal::app
