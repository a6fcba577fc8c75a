#include "ui-cli/cli/command.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {

void attach_version(CLI::App& root, Context& context) {
    auto* command = root.add_subcommand("version", "print the version");
    command->footer("Example:\n  shoal version");
    command->callback([&context] { context.printer.line("shoal " SHOAL_VERSION); });
}

} // namespace shoal::cli
