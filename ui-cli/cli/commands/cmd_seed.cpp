#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/flags/transfer_flags.hpp"
#include "ui-cli/cli/flags/workshop_flags.hpp"
#include "ui-cli/cli/seed_source.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {
namespace {

struct SeedFlags {
    TransferFlags transfer;
    std::vector<std::string> trackers;
};

Result<Source> prepare(Context& context, api::Add add, Tiers const& trackers,
                       fs::path const& scratch) {
    SHOAL_TRY(auto const kind, seed_source_kind(add.source, context.services.torrents));
    if (kind == SourceKind::torrent) {
        add.must_be_complete = true;
        return Source{std::move(add), {}};
    }
    std::error_code ignored;
    fs::create_directory(scratch, ignored);
    return source_from_content(context, std::move(add), trackers, scratch);
}

ExitCode seed(Context& context, SeedFlags const& flags) {
    auto run = flags.transfer.run(Aim::seed, context.services.state_dir);
    auto add = flags.transfer.torrent.add();
    auto const trackers = read_tiers("--tracker", flags.trackers);
    if (!run || !add || !trackers)
        return usage_error(context.printer, "seed",
                           !run ? run.error() : (!add ? add.error() : trackers.error()));
    auto const scratch = ScratchDir::create();
    if (!scratch)
        return context.printer.error("seed", scratch.error());

    auto failure = ExitCode::done;
    for (auto const& source : flags.transfer.torrent.sources) {
        add->source = source;
        auto const own = scratch->path() / std::to_string(run->sources.size());
        auto prepared = prepare(context, *add, *trackers, own);
        if (context.services.interrupted.stop_requested())
            return context.services.interrupt_status();
        if (prepared) {
            run->sources.push_back(std::move(*prepared));
            continue;
        }
        failure = context.printer.error("seed", prepared.error());
        tell_failed(context, *run, source, prepared.error());
    }
    auto const exit = run_foreground(context, *run);
    if (run->sources.empty())
        return failure;
    bool const is_partial = exit == ExitCode::done && failure != ExitCode::done;
    return is_partial ? ExitCode::partly_done : exit;
}

} // namespace

void attach_seed(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<SeedFlags>();
    auto* command = root.add_subcommand("seed", "seed in the foreground");
    flags->transfer.attach(*command,
                           "a .torrent, magnet or info-hash, or a file or folder to share");
    command
        ->add_option("-a,--tracker", flags->trackers,
                     "announce content that becomes a torrent here (repeat)")
        ->type_name("URL")
        ->allow_extra_args(false);
    command
        ->add_option("--time-limit", flags->transfer.time_limit,
                     "seed no longer than this; reaching it is success")
        ->type_name("DUR")
        ->take_last();
    command->footer(
        "Seeds until --seed-ratio, --seed-time, --time-limit or a signal. Content is hashed\n"
        "once, its magnet link printed. A torrent's data must be complete in --dir.\n\n"
        "Example:\n  shoal seed --listen 0.0.0.0:6881 ~/holiday-photos");
    command->callback([&context, flags] { context.exit = seed(context, *flags); });
}

} // namespace shoal::cli
