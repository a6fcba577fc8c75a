#include "ui-cli/cli/usage.hpp"

#include <fmt/format.h>

namespace shoal::cli {

ExitCode usage_error(Printer& printer, std::string_view command, Error const& error) {
    auto const* const gap = command.empty() || error.where.empty() ? "" : " ";
    auto const what = fmt::format("{}{}{}", command, gap, error.where);
    printer.note(fmt::format("{}{}{}; see 'shoal help{}{}'", what, what.empty() ? "" : ": ",
                             error.what, command.empty() ? "" : " ", command));
    return ExitCode::usage;
}

} // namespace shoal::cli
