#include "ui-cli/cli/flags/add_flags.hpp"

#include "core/base/units.hpp"
#include "ui-cli/cli/flags/flag_values.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {

void AddFlags::attach(CLI::App& command, std::string const& source_help) {
    command.add_option("SOURCE", sources, source_help)->required()->type_name("");
    command.add_option("-d,--dir", dir, "folder of the content (default: .)")
        ->type_name("DIR")
        ->take_last();
    command.add_option("--peer", peers, "connect to this peer at once (repeat)")
        ->type_name("HOST:PORT")
        ->allow_extra_args(false);
    command.add_option("--seed-ratio", seed_ratio, "seed until uploaded / size is this")
        ->type_name("R")
        ->take_last();
    command.add_option("--seed-time", seed_time, "seed for this long, such as 90s or 2h")
        ->type_name("DUR")
        ->take_last();
    command.add_flag("--check", check, "hash what is there first, whatever was saved about it");
}

void AddFlags::attach_download(CLI::App& command) {
    command.add_option("-o,--output", output, "save under this name (one SOURCE)")
        ->type_name("NAME")
        ->take_last();
    command.add_option("--select", select, "only files that match (repeat)")
        ->type_name("GLOB")
        ->allow_extra_args(false);
    command.add_flag("--sequential", sequential, "fetch pieces in order");
}

Result<api::Add> AddFlags::add() const {
    api::Add add;
    add.dir = dir.empty() ? "." : dir;
    add.check = check;
    SHOAL_TRY(add.select, read_globs("--select", select));
    add.sequential = sequential;
    SHOAL_TRY(add.peers, read_endpoints("--peer", peers));
    if (!seed_ratio.empty()) {
        SHOAL_TRY(add.goal.ratio, read_ratio("--seed-ratio", seed_ratio));
    }
    if (!seed_time.empty()) {
        SHOAL_TRY(add.goal.time, parse_duration(seed_time).map_error(at("--seed-time")));
    }
    if (!output.empty() && sources.size() > 1)
        return fail(Errc::invalid_input, "it can name one SOURCE only, and there are several",
                    "--output");
    if (!output.empty())
        add.rename = output;
    return add;
}

} // namespace shoal::cli
