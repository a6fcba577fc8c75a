#pragma once

#include "ui-cli/cli/context.hpp"

namespace shoal::cli {

/// Parses the command line and runs the one command it names. Main thread; blocking.
[[nodiscard]] ExitCode run(int argc, char const* const* argv, Services& services, Printer& printer);

} // namespace shoal::cli
