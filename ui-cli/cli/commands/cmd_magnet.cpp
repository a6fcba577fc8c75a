#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/reports/workshop_report.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

ExitCode run_magnet(Context& context, std::string const& file, bool json) {
    auto const torrent = context.services.torrents.inspect(file);
    if (!torrent)
        return failed(context, "magnet", torrent.error());
    if (!json) {
        context.printer.line(torrent->magnet);
        return ExitCode::done;
    }
    nlohmann::ordered_json document{{"schema", "shoal.magnet/1"},
                                    {"magnet", torrent->magnet},
                                    {"name", text_or_null(torrent->name)}};
    add_hashes(document, torrent->info_hash);
    context.printer.json(document);
    return ExitCode::done;
}

} // namespace

void attach_magnet(CLI::App& root, Context& context) {
    struct Flags {
        std::string file;
        bool json = false;
    };

    auto* command = root.add_subcommand("magnet", "print the magnet link of a .torrent");
    auto const flags = std::make_shared<Flags>();
    command->add_option("FILE", flags->file, "the .torrent")->required()->type_name("");
    command->add_flag("--json", flags->json, "one JSON document, shoal.magnet/1");
    command->footer("Example:\n  shoal magnet photos.torrent");
    command->callback(
        [&context, flags] { context.exit = run_magnet(context, flags->file, flags->json); });
}

} // namespace shoal::cli
