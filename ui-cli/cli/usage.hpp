#pragma once

#include "ui-cli/cli/reports/printer.hpp"

namespace shoal::cli {

/// "shoal: COMMAND FLAG: WHY; see 'shoal help COMMAND'" on standard error. `error.where` is the
/// flag or argument, possibly empty; so is `command`, when none was named.
ExitCode usage_error(Printer& printer, std::string_view command, Error const& error);

} // namespace shoal::cli
