#include "core/base/units.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/daemon.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"
#include "ui-cli/cli/flags/daemon_flags.hpp"
#include "ui-cli/cli/reports/table.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace shoal::cli {
namespace {

using Json = nlohmann::ordered_json;

struct BansFlags {
    DaemonFlags daemon;
    std::vector<std::string> lift;
};

Json bans_json(std::vector<api::Ban> const& bans) {
    auto list = Json::array();
    for (api::Ban const& ban : bans)
        list.push_back({{"address", api::to_string(ban.peer.endpoint)},
                        {"until", format_time(ban.until)},
                        {"reason", ban.reason},
                        {"info_hash", api::display(ban.torrent)}});
    return {{"schema", "shoal.bans/1"}, {"bans", list}};
}

void print(Context& context, std::vector<api::Ban> const& bans, bool json) {
    if (json)
        return context.printer.json(bans_json(bans));
    if (bans.empty())
        return context.printer.line("nobody is banned");
    Table table{{{"UNTIL", Align::left}, {"ADDRESS", Align::left}, {"REASON", Align::left}}};
    for (api::Ban const& ban : bans)
        table.add({format_time(ban.until), api::to_string(ban.peer.endpoint), ban.reason});
    for (auto const& line : table.lines(context.printer.out_columns()))
        context.printer.line(line);
}

Result<std::vector<api::LiftBan>> read(std::vector<std::string> const& addresses) {
    std::vector<api::LiftBan> lifts;
    for (std::string const& address : addresses) {
        SHOAL_TRY(auto peer, api::parse_endpoint(address).map_error(at("--lift")));
        lifts.push_back({std::move(peer)});
    }
    return lifts;
}

/// What the daemon tells us last may be of before they were lifted.
std::vector<api::Ban> still_in_force(std::vector<api::Ban> bans,
                                     std::vector<api::LiftBan> const& lifted) {
    std::erase_if(bans, [&](api::Ban const& ban) {
        return ban.until <= std::chrono::system_clock::now() ||
               std::ranges::find(lifted, ban.peer.endpoint, &api::LiftBan::peer) != lifted.end();
    });
    return bans;
}

ExitCode bans(Context& context, BansFlags const& flags) {
    auto const lifts = read(flags.lift);
    if (!lifts)
        return usage_error(context.printer, "bans", lifts.error());
    Daemon daemon{context.services};
    if (auto const attached = daemon.attach(flags.daemon.socket); !attached)
        return daemon_failed(context, "bans", attached.error());
    std::vector<Error> errors;
    std::vector<api::LiftBan> lifted;
    for (api::LiftBan const& lift : *lifts) {
        if (auto const reply = daemon.submit(lift); reply)
            lifted.push_back(lift);
        else
            errors.push_back(reply.error());
    }
    print(context, still_in_force(daemon.snapshot()->bans, lifted), flags.daemon.json);
    return sum_up(context, "bans", errors, !lifted.empty());
}

} // namespace

void attach_bans(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<BansFlags>();
    auto* command = root.add_subcommand("bans", "which peers are refused, why, and until when");
    command->add_option("--lift", flags->lift, "let the peers of this address in again (repeat)")
        ->type_name("HOST:PORT")
        ->allow_extra_args(false);
    flags->daemon.attach(*command, "one JSON document, shoal.bans/1");
    command->footer("Example:\n  shoal bans --lift 192.0.2.7:6881");
    command->callback([&context, flags] { context.exit = bans(context, *flags); });
}

} // namespace shoal::cli
