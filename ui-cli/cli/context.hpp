#pragma once

#include "core/api/engine.hpp"
#include "core/api/health.hpp"
#include "core/api/lab.hpp"
#include "core/api/setting_layers.hpp"
#include "core/api/torrents.hpp"
#include "ui-cli/cli/flags/screen_flags.hpp"
#include "ui-cli/cli/reports/printer.hpp"

#include <stop_token>

namespace shoal::cli {

/// Starts a session to look at.
using OpenSession = std::function<Result<std::unique_ptr<api::Engine>>(api::OnEvent)>;

/// What commands act through; composed by app, borrowed for the run.
struct Services {
    api::Torrents& torrents;
    api::StartEngine start_engine;
    api::AttachEngine attach; ///< to a running daemon
    fs::path socket;          ///< where a daemon of this user listens
    api::Lab& lab;
    api::Replay replay;
    std::stop_token interrupted;                ///< requested by the first SIGINT or SIGTERM
    std::function<ExitCode()> interrupt_status; ///< interrupted or terminated, once that happened
    /// Yes or no, asked on the terminal; nothing where there is none to ask on.
    std::function<std::optional<bool>(std::string_view question)> confirm;
    fs::path state_dir; ///< $XDG_STATE_HOME/shoal
    /// What a daemon is configured to do: these flags over the environment over the file over
    /// defaults. No file: the usual one, which need not be there.
    std::function<Result<api::Configuration>(api::SettingLayer const& flags,
                                             std::optional<fs::path> const& file)>
        configure;
    /// Runs the daemon until a signal ends it; `reload` reads the configuration anew.
    std::function<ExitCode(api::Configuration const& configuration,
                           std::function<Result<api::Configuration>()> const& reload)>
        run_daemon;
    /// The terminal UI, for `shoal` without a command; empty when nobody could see it.
    std::function<ExitCode(ScreenFlags const&, Printer&)> open_screen{};
    /// The same on a session that is opened for it; empty as above.
    std::function<ExitCode(OpenSession const&, ScreenFlags const&, Printer&)> show_session{};
    bool has_terminal = false; ///< for a whole screen; else it is --plain
};

struct Context {
    Services& services;
    Printer& printer;
    ExitCode exit = ExitCode::done; ///< set by the command that ran
    ScreenFlags screen = {};        ///< as far as they were given
};

} // namespace shoal::cli
