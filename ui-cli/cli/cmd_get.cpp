#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/transfer_flags.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {
namespace {

struct GetFlags {
    TransferFlags transfer;
    std::string output;
    std::vector<std::string> select;
    bool sequential = false;
};

Result<Foreground> read(GetFlags const& flags, fs::path const& state_dir) {
    SHOAL_TRY(auto run, flags.transfer.run(Aim::get, state_dir));
    SHOAL_TRY(auto add, flags.transfer.add());
    if (!flags.output.empty()) {
        if (flags.transfer.sources.size() > 1)
            return fail(Errc::invalid_input, "it can name one SOURCE only, and there are several",
                        "--output");
        add.rename = flags.output;
    }
    add.select = flags.select;
    add.sequential = flags.sequential;
    for (auto const& source : flags.transfer.sources) {
        add.source = source;
        run.sources.push_back({add, {}});
    }
    return run;
}

ExitCode get(Context& context, GetFlags const& flags) {
    auto const run = read(flags, context.services.state_dir);
    return run ? run_foreground(context, *run) : usage_error(context.printer, "get", run.error());
}

} // namespace

void attach_get(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<GetFlags>();
    auto* command = root.add_subcommand("get", "download in the foreground, then exit");
    flags->transfer.attach(*command, "a .torrent, magnet, info-hash, or URL of a .torrent");
    command->add_option("-o,--output", flags->output, "save under this name (one SOURCE)")
        ->type_name("NAME")
        ->take_last();
    command->add_option("--select", flags->select, "only files that match (repeat)")
        ->type_name("GLOB")
        ->allow_extra_args(false);
    command->add_flag("--sequential", flags->sequential, "fetch pieces in order");
    command
        ->add_option("--time-limit", flags->transfer.time_limit,
                     "give up after this, with exit status 6")
        ->type_name("DUR")
        ->take_last();
    command->footer("Ends when every selected file is verified and on the disk. Interrupted, it\n"
                    "keeps what it has; the same command goes on from there.\n\n"
                    "Example:\n  shoal get --dir /srv/iso --select '*.iso' debian.torrent");
    command->callback([&context, flags] { context.exit = get(context, *flags); });
}

} // namespace shoal::cli
