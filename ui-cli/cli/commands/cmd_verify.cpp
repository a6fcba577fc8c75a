#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/reports/workshop_report.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace shoal::cli {
namespace {

void print_json(Printer& printer, api::VerifyReport const& report) {
    using Json = nlohmann::ordered_json;
    auto files = Json::array();
    for (auto const& file : report.files) {
        files.push_back({{"path", file.path},
                         {"size", file.size},
                         {"ok", file.ok},
                         {"missing", file.missing},
                         {"bad_bytes", file.bad_bytes},
                         {"unread_bytes", file.unread_bytes}});
        if (!file.error.empty())
            files.back()["error"] = file.error;
    }
    printer.json(Json{{"schema", "shoal.verify/1"},
                      {"ok", report.ok},
                      {"pieces_ok", report.pieces_ok},
                      {"pieces_bad", report.pieces_bad},
                      {"pieces_unread", report.pieces_unread},
                      {"bad_pieces", report.bad_pieces},
                      {"files", std::move(files)},
                      {"seconds", report.seconds}});
}

std::string verdict(api::VerifyFile const& file) {
    if (file.ok)
        return "ok";
    if (!file.error.empty())
        return "unreadable";
    if (file.missing)
        return "missing";
    if (file.bad_bytes == 0 && file.unread_bytes > 0)
        return "unchecked";
    return file.bad_bytes > 0 ? "damaged" : "wrong size";
}

std::string reason(api::VerifyFile const& file) {
    if (!file.error.empty())
        return fmt::format("  ({})", file.error);
    if (file.missing)
        return {};
    if (file.bad_bytes > 0)
        return fmt::format("  ({} in bad pieces)", format_size(file.bad_bytes));
    if (file.unread_bytes > 0)
        return fmt::format("  ({} in pieces shared with what is unreadable)",
                           format_size(file.unread_bytes));
    return {};
}

void print_human(Printer& printer, api::VerifyReport const& report) {
    for (auto const& file : report.files) {
        printer.line(fmt::format("{:<10} {:>10}  {}{}", verdict(file), format_size(file.size),
                                 file.path, reason(file)));
    }
    auto const whole = std::count_if(report.files.begin(), report.files.end(),
                                     [](auto const& file) { return file.ok; });
    auto const unread = report.pieces_unread > 0
                            ? fmt::format("; {} could not be read", report.pieces_unread)
                            : std::string{};
    printer.line(fmt::format("{} of {} files and {} of {} pieces are good{}", whole,
                             report.files.size(), report.pieces_ok,
                             report.pieces_ok + report.pieces_bad + report.pieces_unread, unread));
}

/// Whether anything is wrong with what could be read.
bool is_damaged(api::VerifyReport const& report) {
    return report.pieces_bad > 0 ||
           std::ranges::any_of(report.files, [](api::VerifyFile const& file) {
               return !file.ok && file.error.empty() && file.unread_bytes == 0;
           });
}

ExitCode run_verify(Context& context, std::string const& file, std::string const& data, bool json) {
    auto const report = context.services.torrents.verify(
        file, data, live_progress(context.printer, "verifying"), context.services.interrupted);
    context.printer.end_live();
    if (!report && report.error().code == Errc::invalid_input && report.error().where == data)
        return usage_error(context.printer, "verify", report.error());
    if (!report)
        return failed(context, "verify", report.error());
    if (json)
        print_json(context.printer, *report);
    else
        print_human(context.printer, *report);
    if (report->ok)
        return ExitCode::done;
    auto const failure =
        report->failure ? context.printer.error("verify", *report->failure) : ExitCode::done;
    return is_damaged(*report) ? ExitCode::check_failed : failure;
}

} // namespace

void attach_verify(CLI::App& root, Context& context) {
    struct Flags {
        std::string file;
        std::string data = ".";
        bool json = false;
    };

    auto* command = root.add_subcommand("verify", "check data on disk against a .torrent");
    auto const flags = std::make_shared<Flags>();
    command->add_option("FILE", flags->file, "the .torrent")->required()->type_name("");
    command
        ->add_option("PATH", flags->data, "the content, or the folder that holds it (default: .)")
        ->type_name("");
    command->add_flag("--json", flags->json, "one JSON document, shoal.verify/1");
    command->footer("Damage exits 5; a file that cannot be read, and nothing else, exits "
                    "1.\n\nExample:\n  shoal verify photos.torrent ~/pictures");
    command->callback([&context, flags] {
        context.exit = run_verify(context, flags->file, flags->data, flags->json);
    });
}

} // namespace shoal::cli
