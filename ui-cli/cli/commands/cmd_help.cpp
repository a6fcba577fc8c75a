#include "core/base/nearest.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace shoal::cli {
namespace {

ExitCode help(Context& context, CLI::App const& root, std::string const& topic) {
    if (topic.empty()) {
        // Not root.help(): that would be about this command, the one just parsed.
        context.printer.lines(
            root.get_formatter()->make_help(&root, root.get_name(), CLI::AppFormatMode::Normal));
        return ExitCode::done;
    }
    std::vector<std::string> names;
    for (auto const* command : root.get_subcommands({})) {
        names.push_back(command->get_name());
        if (names.back() != topic)
            continue;
        context.printer.lines(command->help("shoal"));
        return ExitCode::done;
    }
    auto const near = nearest(topic, names);
    auto const hint = near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
    return usage_error(
        context.printer, "",
        {Errc::invalid_input, fmt::format("there is no command '{}'{}", topic, hint), {}});
}

} // namespace

void attach_help(CLI::App& root, Context& context) {
    auto const topic = std::make_shared<std::string>();
    auto* command = root.add_subcommand("help", "what a command does, with its flags");
    command->add_option("COMMAND", *topic, "the command; without it, all are listed");
    command->footer("Example:\n  shoal help get");
    command->callback([&context, &root, topic] { context.exit = help(context, root, *topic); });
}

} // namespace shoal::cli
