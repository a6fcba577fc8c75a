#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/flags/transfer_flags.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

#include <set>

namespace shoal::cli {
namespace {

/// The same for each way to name a file.
std::string identity(std::string const& source) {
    std::error_code error;
    auto const path = fs::canonical(source, error);
    return error ? source : path.string();
}

Result<Foreground> read(TransferFlags const& flags, fs::path const& state_dir) {
    SHOAL_TRY(auto run, flags.run(Aim::get, state_dir));
    SHOAL_TRY(auto add, flags.torrent.add());
    std::set<std::string> known;
    for (auto const& source : flags.torrent.sources) {
        if (!known.insert(identity(source)).second)
            continue;
        add.source = source;
        run.sources.push_back({add, {}});
    }
    return run;
}

ExitCode get(Context& context, TransferFlags const& flags) {
    auto const run = read(flags, context.services.state_dir);
    return run ? run_foreground(context, *run) : usage_error(context.printer, "get", run.error());
}

} // namespace

void attach_get(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<TransferFlags>();
    auto* command = root.add_subcommand("get", "download in the foreground, then exit");
    flags->attach(*command, "a .torrent, magnet, info-hash, or URL of a .torrent");
    flags->torrent.attach_download(*command);
    command->add_option("--time-limit", flags->time_limit, "give up after this, with exit status 6")
        ->type_name("DUR")
        ->take_last();
    command->footer("Ends when every selected file is verified and on the disk. Interrupted, it\n"
                    "keeps what it has; the same command goes on from there.\n\n"
                    "Example:\n  shoal get --dir /srv/iso --select '*.iso' debian.torrent");
    command->callback([&context, flags] { context.exit = get(context, *flags); });
}

} // namespace shoal::cli
