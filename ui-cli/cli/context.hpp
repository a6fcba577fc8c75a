#pragma once

#include "core/api/engine.hpp"
#include "core/api/lab.hpp"
#include "core/api/torrents.hpp"
#include "ui-cli/cli/printer.hpp"

#include <stop_token>

namespace shoal::cli {

/// What commands act through; composed by app, borrowed for the run.
struct Services {
    api::Torrents& torrents;
    api::StartEngine start_engine;
    api::Lab& lab;
    std::stop_token interrupted;                ///< requested by the first SIGINT or SIGTERM
    std::function<ExitCode()> interrupt_status; ///< interrupted or terminated, once that happened
    fs::path state_dir;                         ///< $XDG_STATE_HOME/shoal
};

struct Context {
    Services& services;
    Printer& printer;
    ExitCode exit = ExitCode::done; ///< set by the command that ran
};

} // namespace shoal::cli
