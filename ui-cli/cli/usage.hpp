#pragma once

#include "ui-cli/cli/printer.hpp"

#include <vector>

namespace shoal::cli {

/// "shoal: COMMAND FLAG: WHY; see 'shoal help COMMAND'" on standard error. `error.where` is the
/// flag or argument, possibly empty; so is `command`, when none was named.
ExitCode usage_error(Printer& printer, std::string_view command, Error const& error);

/// The candidate that `typed` most likely means, by edit distance; empty when none is near.
[[nodiscard]] std::string nearest(std::string_view typed,
                                  std::vector<std::string> const& candidates);

} // namespace shoal::cli
