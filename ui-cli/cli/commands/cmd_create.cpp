#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/flags/flag_values.hpp"
#include "ui-cli/cli/flags/workshop_flags.hpp"
#include "ui-cli/cli/reports/workshop_report.hpp"
#include "ui-cli/cli/seed_now.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

/// As typed.
struct Flags {
    std::vector<std::string> paths, trackers, web_seeds, nodes, exclude;
    std::string output, piece_size = "256KiB", format = "v1", source, comment, name, threads, date;
    bool is_private = false, force = false, seed = false, json = false;
};

constexpr int most_threads = 256;

Result<api::Format> read_format(std::string const& text) {
    for (auto const format : {api::Format::v1, api::Format::v2, api::Format::hybrid})
        if (text == to_string(format))
            return format;
    return fail(Errc::invalid_input, fmt::format("'{}' is none of v1, v2 and hybrid", text),
                "--format");
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
    SHOAL_TRY(spec.format, read_format(flags.format));
    if (!flags.threads.empty()) {
        SHOAL_TRY(spec.threads, read_count("--threads", flags.threads, 1, most_threads));
    }
    spec.is_private = flags.is_private;
    spec.source = flags.source;
    spec.comment = flags.comment;
    spec.name = flags.name;
    SHOAL_TRY(spec.exclude, read_globs("--exclude", flags.exclude));
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

/// Of an error that flags lead out of, also which.
Error with_flags(Error error) {
    if (error.code == Errc::conflict)
        error.what += "; choose another name with -o or overwrite it with --force";
    return error;
}

ExitCode run_create(Context& context, Flags const& flags) {
    auto const spec = spec_of(flags);
    if (!spec)
        return usage_error(context.printer, "create", spec.error());
    auto const report = context.services.torrents.create(
        *spec, live_progress(context.printer, "hashing"), context.services.interrupted);
    context.printer.end_live();
    if (!report)
        return failed(context, "create", with_flags(report.error()));
    warn_all(context.printer, report->warnings);
    if (flags.json)
        print_json(context.printer, *report);
    else
        print_human(context.printer, *report);
    return flags.seed ? seed_created(context, *report, flags.json) : ExitCode::done;
}

} // namespace

void attach_create(CLI::App& root, Context& context) {
    auto* command = root.add_subcommand("create", "make a .torrent of files or folders");
    auto const flags = std::make_shared<Flags>();
    auto const one = [&](char const* name, std::string& text, char const* type, char const* help) {
        command->add_option(name, text, help)->type_name(type)->take_last();
    };
    auto const list = [&](char const* name, std::vector<std::string>& texts, char const* type,
                          char const* help) {
        command->add_option(name, texts, help)->type_name(type)->allow_extra_args(false);
    };
    command->add_option("PATH", flags->paths, "file or folder; several need --name")
        ->required()
        ->type_name("");
    one("-o,--output", flags->output, "FILE", "the .torrent to write (default: NAME.torrent)");
    one("--piece-size", flags->piece_size, "SIZE",
        "power of two, or auto for a small .torrent (default: 256KiB)");
    one("--format", flags->format, "v1|v2|hybrid", "every client loads v1 (default: v1)");
    list("-a,--tracker", flags->trackers, "URL",
         "announce URL; each use is a new tier, commas stay in one");
    list("-w,--web-seed", flags->web_seeds, "URL", "where the content can also be had (repeat)");
    list("--node", flags->nodes, "HOST:PORT", "DHT node to start from (repeat)");
    command->add_flag("-p,--private", flags->is_private, "find peers by the trackers only");
    one("-s,--source", flags->source, "TEXT", "text that makes the info-hash another");
    one("-c,--comment", flags->comment, "TEXT", "text for people");
    one("-n,--name", flags->name, "NAME", "name to save under (default: that of PATH)");
    list("-x,--exclude", flags->exclude, "GLOB", "leave out files or folders that match (repeat)");
    one("--threads", flags->threads, "N", "hashing threads (default: one a core)");
    one("--date", flags->date, "TIME", "RFC 3339, or none (default: now)");
    command->add_flag("--force", flags->force, "overwrite the .torrent");
    command->add_flag("--seed", flags->seed, "then seed at once, without reading again");
    command->add_flag("--json", flags->json, "one JSON document, shoal.create/1");
    command->footer("Example:\n  shoal create -a udp://tracker.example:6969/announce -c 'Holidays' "
                    "photos");
    command->callback([&context, flags] { context.exit = run_create(context, *flags); });
}

} // namespace shoal::cli
