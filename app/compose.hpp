#pragma once

#include "app/signals.hpp"
#include "ui-cli/cli/exit_code.hpp"

namespace shoal::app {

/// Builds every part, runs one command, takes the parts down in reverse order.
[[nodiscard]] cli::ExitCode run(int argc, char const* const* argv, Signals& signals);

} // namespace shoal::app
