#include "ui-cli/cli/run.hpp"

#include "ui-cli/cli/command.hpp"

#include <CLI/CLI.hpp>

#include <array>

namespace shoal::cli {
namespace {

using Attach = void (*)(CLI::App&, Context&);

/// Every command, in the order `shoal help` lists them.
constexpr std::array<Attach, 6> commands{
    attach_create,
    attach_show,
    attach_edit,
    attach_magnet,
    attach_verify,
    attach_version,
};

} // namespace

ExitCode run(int argc, char const* const* argv, Services& services, Printer& printer) {
    Context context{services, printer};
    CLI::App root{"A BitTorrent client for the terminal: create, seed, download, and see how "
                  "healthy a swarm is.",
                  "shoal"};
    root.require_subcommand(1);
    for (Attach const attach : commands)
        attach(root, context);
    try {
        root.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return root.exit(error) == 0 ? ExitCode::done : ExitCode::usage;
    }
    return context.exit;
}

} // namespace shoal::cli
