#pragma once

#include "app/signals.hpp"
#include "core/api/setting_layers.hpp"
#include "ui-cli/cli/reports/printer.hpp"

namespace shoal::app {

/// `shoal daemon`: a session that goes on where the last one ended, its control socket, and what it
/// does by itself (watch folders, the program run when a torrent is complete). Says what happens on
/// standard error. Ends with a signal; SIGHUP reads the configuration anew. `reload` gives it.
[[nodiscard]] cli::ExitCode run_daemon(api::Configuration const& configuration,
                                       std::function<Result<api::Configuration>()> const& reload,
                                       Signals& signals, cli::Printer& printer);

} // namespace shoal::app
