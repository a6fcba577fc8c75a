#pragma once

#include "ui-cli/cli/reports/printer.hpp"

#include <stop_token>

namespace shoal::cli {

/// Asks on the terminal; anything but y or yes is no, a signal too. Nothing when standard input or
/// standard error is not a terminal. Blocking.
[[nodiscard]] std::optional<bool> confirm_on_terminal(Printer& printer,
                                                      std::stop_token const& interrupted,
                                                      std::string_view question);

} // namespace shoal::cli
