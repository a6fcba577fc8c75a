#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/completion.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace shoal::cli {
namespace {

ExitCode completion(Context& context, CLI::App const& root, std::string const& shell) {
    auto const commands = list_commands(root);
    if (shell == "bash")
        context.printer.lines(bash_completion(commands));
    else if (shell == "zsh")
        context.printer.lines(zsh_completion(commands));
    else if (shell == "fish")
        context.printer.lines(fish_completion(commands));
    else
        return usage_error(
            context.printer, "completion",
            {Errc::invalid_input, fmt::format("'{}' is none of bash, zsh and fish", shell), {}});
    return ExitCode::done;
}

} // namespace

void attach_completion(CLI::App& root, Context& context) {
    auto const shell = std::make_shared<std::string>();
    auto* command = root.add_subcommand("completion", "print a completion script for a shell");
    command->add_option("SHELL", *shell, "which shell")->required()->type_name("bash|zsh|fish");
    command->footer("Example:\n  source <(shoal completion bash)");
    command->callback(
        [&context, &root, shell] { context.exit = completion(context, root, *shell); });
}

} // namespace shoal::cli
