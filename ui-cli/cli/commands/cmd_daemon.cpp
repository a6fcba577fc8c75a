#include "core/api/setting_report.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/flags/setting_flags.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {
namespace {

struct Options {
    SettingFlags flags;
    std::string config;
    bool print_config = false;
};

Result<api::Configuration> configured(Context const& context, Options const& options) {
    std::optional<fs::path> file;
    if (!options.config.empty())
        file = options.config;
    return context.services.configure(options.flags.layer(), file);
}

ExitCode run(Context& context, Options const& options) {
    auto const configuration = configured(context, options);
    if (!configuration)
        return usage_error(context.printer, "daemon", configuration.error());
    if (options.print_config) {
        context.printer.lines(api::print(*configuration));
        return ExitCode::done;
    }
    return context.services.run_daemon(*configuration,
                                       [&] { return configured(context, options); });
}

} // namespace

void attach_daemon(CLI::App& root, Context& context) {
    auto* const command =
        root.add_subcommand("daemon", "run the engine without a screen; its torrents are kept");
    auto const options = std::make_shared<Options>();
    command->add_option("--config", options->config,
                        "read this file (default: $XDG_CONFIG_HOME/shoal/config.toml)");
    command->add_flag("--print-config", options->print_config,
                      "say what each setting is and where it comes from, then exit");
    options->flags.attach(*command, "daemon", "Daemon");
    options->flags.attach(*command, "queue", "Queue");
    options->flags.attach(*command, "goal", "Goal");
    options->flags.attach(*command, "limits", "Alternative limits");
    options->flags.attach(*command, "", "Swarm");
    command->footer(
        "It runs in the foreground, and ends with SIGINT or SIGTERM; SIGHUP reads the\n"
        "configuration anew. Commands such as 'shoal add' and 'shoal list' talk to it.\n"
        "\n"
        "Example:\n"
        "  shoal daemon --dir ~/Downloads --up 2MiB/s");
    command->callback([&context, options] { context.exit = run(context, *options); });
}

} // namespace shoal::cli
