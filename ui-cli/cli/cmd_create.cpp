#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/flag_values.hpp"
#include "ui-cli/cli/seed_now.hpp"
#include "ui-cli/cli/usage.hpp"
#include "ui-cli/cli/workshop_flags.hpp"
#include "ui-cli/cli/workshop_report.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

/// As typed.
struct Flags {
    std::vector<std::string> paths, trackers, web_seeds, nodes, exclude;
    std::string output, piece_size = "256KiB", format = "v1", source, comment, name, date;
    int threads = 0;
    bool is_private = false, force = false, seed = false, json = false;
};

api::Format format_of(std::string const& text) {
    if (text == "v2")
        return api::Format::v2;
    return text == "hybrid" ? api::Format::hybrid : api::Format::v1;
}

Result<api::CreateSpec> spec_of(Flags const& flags) {
    api::CreateSpec spec;
    spec.paths.assign(flags.paths.begin(), flags.paths.end());
    if (flags.paths.size() > 1 && flags.name.empty())
        return fail(Errc::invalid_input, "several paths need a common name; give one", "--name");
    if (!flags.output.empty())
        spec.output = flags.output;
    SHOAL_TRY(spec.piece_size, read_piece_size(flags.piece_size));
    SHOAL_TRY(spec.trackers, read_tiers("--tracker", flags.trackers));
    SHOAL_TRY(spec.web_seeds, read_urls("--web-seed", flags.web_seeds));
    SHOAL_TRY(spec.nodes, read_endpoints("--node", flags.nodes));
    SHOAL_TRY(spec.date, read_date(flags.date, SystemClock{}.wall()));
    spec.format = format_of(flags.format);
    spec.is_private = flags.is_private;
    spec.source = flags.source;
    spec.comment = flags.comment;
    spec.name = flags.name;
    spec.exclude = flags.exclude;
    spec.threads = flags.threads;
    spec.overwrite = flags.force ? Overwrite::yes : Overwrite::no;
    return spec;
}

std::int64_t rate_of(api::CreateReport const& report) {
    return report.seconds > 0
               ? static_cast<std::int64_t>(static_cast<double>(report.size) / report.seconds)
               : 0;
}

void print_json(Printer& printer, api::CreateReport const& report) {
    nlohmann::ordered_json document{{"schema", "shoal.create/1"}, {"path", report.path.string()},
                                    {"name", report.name},        {"size", report.size},
                                    {"files", report.files},      {"piece_size", report.piece_size},
                                    {"pieces", report.pieces}};
    add_hashes(document, report.info_hash);
    document["magnet"] = report.magnet;
    document["seconds"] = report.seconds;
    document["bytes_per_second"] = rate_of(report);
    printer.json(document);
}

void print_human(Printer& printer, api::CreateReport const& report) {
    labelled(printer, "Created", report.path.string());
    labelled(printer, "Name", report.name);
    labelled(printer, "Size",
             fmt::format("{} in {} file{}", format_size(report.size), report.files,
                         report.files == 1 ? "" : "s"));
    labelled(printer, "Pieces",
             fmt::format("{} of {}", report.pieces, format_size(report.piece_size)));
    if (report.info_hash.v1)
        labelled(printer, "Info-hash", to_hex(*report.info_hash.v1));
    if (report.info_hash.v2)
        labelled(printer, "Info-hash 2", to_hex(*report.info_hash.v2));
    labelled(printer, "Magnet", report.magnet);
    labelled(printer, "Took",
             fmt::format("{:.1f} s, {}", report.seconds, format_rate(rate_of(report))));
}

ExitCode run_create(Context& context, Flags const& flags) {
    auto const spec = spec_of(flags);
    if (!spec)
        return usage_error(context.printer, "create", spec.error());
    auto const report = context.services.torrents.create(
        *spec, live_progress(context.printer, "hashing"), context.services.interrupted);
    context.printer.end_live();
    if (!report)
        return failed(context, "create", report.error());
    warn_all(context.printer, report->warnings);
    if (flags.json)
        print_json(context.printer, *report);
    else
        print_human(context.printer, *report);
    return flags.seed ? seed_created(context, *report, flags.json) : ExitCode::done;
}

void add_list(CLI::App& command, std::string const& name, std::vector<std::string>& values,
              std::string const& help) {
    command.add_option(name, values, help)->allow_extra_args(false);
}

} // namespace

void attach_create(CLI::App& root, Context& context) {
    auto* command = root.add_subcommand("create", "make a .torrent of files or folders");
    auto const flags = std::make_shared<Flags>();
    command->add_option("PATH", flags->paths, "file or folder; several need --name")->required();
    command->add_option("-o,--output", flags->output, "the .torrent to write [NAME.torrent]");
    command->add_option("--piece-size", flags->piece_size,
                        "power of two from 16KiB, or 'auto': larger when the .torrent would pass "
                        "10 MiB [256KiB]");
    command->add_option("--format", flags->format, "v1, v2 or hybrid [v1: every client loads it]")
        ->check(CLI::IsMember({"v1", "v2", "hybrid"}));
    add_list(*command, "-a,--tracker", flags->trackers,
             "announce URL; each use is a new tier, commas stay in one tier");
    add_list(*command, "-w,--web-seed", flags->web_seeds, "URL that also has the content");
    add_list(*command, "--node", flags->nodes, "DHT node HOST:PORT to start from");
    command->add_flag("-p,--private", flags->is_private, "find peers by the trackers only");
    command->add_option("-s,--source", flags->source, "text that makes the info-hash another");
    command->add_option("-c,--comment", flags->comment, "text for people");
    command->add_option("-n,--name", flags->name, "name to save under [that of PATH]");
    add_list(*command, "-x,--exclude", flags->exclude, "glob of files or folders to leave out");
    command->add_option("--threads", flags->threads, "hashing threads [one a core]")
        ->check(CLI::Range(1, 256));
    command->add_option("--date", flags->date, "'none', or an RFC 3339 time [now]");
    command->add_flag("--force", flags->force, "overwrite the .torrent");
    command->add_flag("--seed", flags->seed, "then seed at once, without reading again");
    command->add_flag("--json", flags->json, "one JSON document, shoal.create/1");
    command->footer("Example:\n  shoal create -a udp://tracker.example:6969/announce -c 'Holidays' "
                    "photos");
    command->callback([&context, flags] { context.exit = run_create(context, *flags); });
}

} // namespace shoal::cli
