#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/reports/workshop_report.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

using Json = nlohmann::ordered_json;

/// What a magnet cannot say is null.
Json known(api::TorrentSummary const& torrent, Json value) {
    return torrent.has_metadata ? std::move(value) : Json{};
}

Json files_of(api::TorrentSummary const& torrent) {
    auto files = Json::array();
    for (auto const& file : torrent.files)
        files.push_back({{"path", file.path}, {"size", file.size}});
    return files;
}

Json json_of(api::TorrentSummary const& torrent) {
    Json document{{"schema", "shoal.show/1"},
                  {"name", text_or_null(torrent.name)},
                  {"size", known(torrent, torrent.size)},
                  {"piece_size", known(torrent, torrent.piece_size)},
                  {"pieces", known(torrent, torrent.pieces)},
                  {"format", to_string(torrent.format)},
                  {"private", known(torrent, torrent.is_private)}};
    add_hashes(document, torrent.info_hash);
    document["magnet"] = torrent.magnet;
    document["trackers"] = torrent.trackers;
    document["web_seeds"] = torrent.web_seeds;
    document["nodes"] = Json::array();
    for (auto const& node : torrent.nodes)
        document["nodes"].push_back(to_string(node));
    document["comment"] = text_or_null(torrent.comment);
    document["source"] = text_or_null(torrent.source);
    document["created_by"] = text_or_null(torrent.created_by);
    document["created_at"] = torrent.created_at ? Json(format_time(*torrent.created_at)) : Json{};
    document["files"] = known(torrent, files_of(torrent));
    return document;
}

void print_content(Printer& printer, api::TorrentSummary const& torrent) {
    labelled(printer, "Size",
             fmt::format("{} ({} bytes)", format_size(torrent.size), torrent.size));
    labelled(printer, "Pieces",
             fmt::format("{} of {}", torrent.pieces, format_size(torrent.piece_size)));
    labelled(printer, "Private", torrent.is_private ? "yes" : "no");
}

void print_files(Printer& printer, api::TorrentSummary const& torrent) {
    labelled(printer, "Files", std::to_string(torrent.files.size()));
    for (auto const& file : torrent.files)
        printer.line(fmt::format("{:>11} {}", format_size(file.size), file.path));
}

void print_human(Printer& printer, api::TorrentSummary const& torrent) {
    labelled(printer, "Name", torrent.name);
    if (torrent.has_metadata)
        print_content(printer, torrent);
    labelled(printer, "Format", to_string(torrent.format));
    if (torrent.info_hash.v1)
        labelled(printer, "Info-hash", to_hex(*torrent.info_hash.v1));
    if (torrent.info_hash.v2)
        labelled(printer, "Info-hash 2", to_hex(*torrent.info_hash.v2));
    labelled(printer, "Magnet", torrent.magnet);
    for (std::size_t i = 0; i < torrent.trackers.size(); ++i)
        labelled(printer, fmt::format("Tier {}", i + 1),
                 fmt::format("{}", fmt::join(torrent.trackers[i], ", ")));
    for (auto const& url : torrent.web_seeds)
        labelled(printer, "Web seed", url);
    for (auto const& node : torrent.nodes)
        labelled(printer, "Node", to_string(node));
    labelled(printer, "Comment", torrent.comment);
    labelled(printer, "Source", torrent.source);
    labelled(printer, "Created by", torrent.created_by);
    if (torrent.created_at)
        labelled(printer, "Created", format_time(*torrent.created_at));
    if (torrent.has_metadata)
        print_files(printer, torrent);
}

ExitCode run_show(Context& context, std::string const& source, bool json) {
    auto const torrent = context.services.torrents.inspect(source);
    if (!torrent)
        return failed(context, "show", torrent.error());
    if (json)
        context.printer.json(json_of(*torrent));
    else
        print_human(context.printer, *torrent);
    warn_all(context.printer, torrent->warnings);
    return ExitCode::done;
}

} // namespace

void attach_show(CLI::App& root, Context& context) {
    struct Flags {
        std::string source;
        bool json = false;
    };

    auto* command = root.add_subcommand("show", "what is in a .torrent or magnet link");
    auto const flags = std::make_shared<Flags>();
    command->add_option("FILE|MAGNET", flags->source, "a .torrent, or a magnet link")
        ->required()
        ->type_name("");
    command->add_flag("--json", flags->json, "one JSON document, shoal.show/1");
    command->footer("Example:\n  shoal show photos.torrent");
    command->callback(
        [&context, flags] { context.exit = run_show(context, flags->source, flags->json); });
}

} // namespace shoal::cli
