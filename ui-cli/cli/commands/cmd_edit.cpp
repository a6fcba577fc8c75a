#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/flags/workshop_flags.hpp"
#include "ui-cli/cli/reports/workshop_report.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

/// As typed; an option that was not used is not there.
struct Flags {
    std::string file;
    std::optional<std::string> output, comment;
    std::vector<std::string> trackers, add_trackers, remove_trackers, web_seeds;
    bool has_trackers = false, has_web_seeds = false, force = false, json = false;
};

Result<api::EditSpec> spec_of(Flags const& flags) {
    api::EditSpec spec;
    spec.file = flags.file;
    if (flags.output)
        spec.output = *flags.output;
    spec.comment = flags.comment;
    if (flags.has_trackers) {
        SHOAL_TRY(spec.trackers, read_tiers("--tracker", flags.trackers));
    }
    if (flags.has_web_seeds) {
        SHOAL_TRY(spec.web_seeds, read_urls("--web-seed", flags.web_seeds));
    }
    SHOAL_TRY(spec.add_trackers, read_tiers("--add-tracker", flags.add_trackers));
    spec.remove_trackers = flags.remove_trackers;
    spec.overwrite = flags.force ? Overwrite::yes : Overwrite::no;
    bool const changes = spec.trackers || spec.web_seeds || spec.comment ||
                         !spec.add_trackers.empty() || !spec.remove_trackers.empty();
    if (!changes)
        return fail(Errc::invalid_input, "nothing to change; give at least one of the flags",
                    "FILE");
    return spec;
}

void print(Printer& printer, bool json, std::string const& path,
           api::TorrentSummary const& torrent) {
    if (!json) {
        labelled(printer, "Written", path);
        labelled(printer, "Info-hash", display(torrent.info_hash));
        for (auto const& tier : torrent.trackers)
            labelled(printer, "Tracker", fmt::format("{}", fmt::join(tier, ", ")));
        return;
    }
    nlohmann::ordered_json document{
        {"schema", "shoal.edit/1"}, {"path", path}, {"name", torrent.name}};
    add_hashes(document, torrent.info_hash);
    document["magnet"] = torrent.magnet;
    document["trackers"] = torrent.trackers;
    document["web_seeds"] = torrent.web_seeds;
    document["comment"] = text_or_null(torrent.comment);
    printer.json(document);
}

ExitCode run_edit(Context& context, Flags const& flags) {
    auto const spec = spec_of(flags);
    if (!spec)
        return usage_error(context.printer, "edit", spec.error());
    auto const torrent = context.services.torrents.edit(*spec);
    if (!torrent)
        return failed(context, "edit", torrent.error());
    warn_all(context.printer, torrent->warnings);
    print(context.printer, flags.json, flags.output.value_or(flags.file), *torrent);
    return ExitCode::done;
}

} // namespace

void attach_edit(CLI::App& root, Context& context) {
    auto* command = root.add_subcommand(
        "edit", "change trackers, web seeds, comment of a .torrent; its info-hash stays");
    auto const flags = std::make_shared<Flags>();
    auto const list = [&](char const* name, std::vector<std::string>& urls, char const* help) {
        return command->add_option(name, urls, help)->type_name("URL")->allow_extra_args(false);
    };
    command->add_option("FILE", flags->file, "the .torrent")->required()->type_name("");
    auto* trackers = list("-a,--tracker", flags->trackers,
                          "instead of the present ones, as for create; '' takes all away");
    list("--add-tracker", flags->add_trackers, "in a tier after the present ones (repeat)");
    list("--remove-tracker", flags->remove_trackers, "from whatever tier it is in (repeat)");
    auto* web_seeds = list("-w,--web-seed", flags->web_seeds,
                           "instead of the present ones (repeat); '' takes all away");
    command->add_option("-c,--comment", flags->comment, "text for people; '' takes it away")
        ->type_name("TEXT")
        ->take_last();
    command->add_option("-o,--output", flags->output, "write there, and leave FILE as it is")
        ->type_name("FILE")
        ->take_last();
    command->add_flag("--force", flags->force, "overwrite the output");
    command->add_flag("--json", flags->json, "one JSON document, shoal.edit/1");
    command->footer(
        "Example:\n  shoal edit --add-tracker udp://tracker.example:6969/announce photos.torrent");
    command->callback([&context, flags, trackers, web_seeds] {
        flags->has_trackers = trackers->count() > 0;
        flags->has_web_seeds = web_seeds->count() > 0;
        context.exit = run_edit(context, *flags);
    });
}

} // namespace shoal::cli
