#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/inspect.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {
namespace {

/// Something to do about peers, by their addresses as typed.
struct Wish {
    std::string flag;
    std::string help;
    api::PeerAct act;
    std::vector<std::string> addresses = {};
};

struct PeersFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
    std::vector<Wish> wishes{
        {"--disconnect", "hang up on this peer; it may come back (repeat)",
         api::PeerAct::disconnect},
        {"--ban", "refuse this peer in all torrents for 24 h (repeat)", api::PeerAct::ban},
        {"--always-unchoke", "serve this peer whenever it wants something (repeat)",
         api::PeerAct::pin},
        {"--no-always-unchoke", "serve it as it earns it (repeat)", api::PeerAct::unpin}};
};

using Treatments = std::vector<api::TreatPeer>;

Result<Treatments> read(std::vector<Wish> const& wishes) {
    Treatments treatments;
    for (Wish const& wish : wishes)
        for (std::string const& address : wish.addresses) {
            SHOAL_TRY(auto peer, api::parse_endpoint(address).map_error(at(wish.flag)));
            treatments.push_back({.id = 0, .peer = std::move(peer), .act = wish.act});
        }
    return treatments;
}

Result<void> carry_out(Daemon& daemon, api::TorrentView const& torrent,
                       Treatments const& treatments) {
    for (api::TreatPeer treatment : treatments) {
        treatment.id = torrent.id;
        SHOAL_TRY_VOID(daemon.submit(std::move(treatment)));
    }
    return {};
}

ExitCode peers(Context& context, PeersFlags const& flags) {
    auto const treatments = read(flags.wishes);
    if (!treatments)
        return usage_error(context.printer, "peers", treatments.error());
    Daemon daemon{context.services};
    auto const pick = attach_and_pick(context, daemon, "peers", flags.daemon, flags.torrents);
    if (!pick)
        return pick.error();
    auto errors = pick->errors();
    TorrentViews shown;
    for (auto const& torrent : pick->torrents)
        if (auto const done = carry_out(daemon, *torrent, *treatments))
            shown.push_back(torrent);
        else
            errors.push_back(at(torrent->name)(done.error()));
    auto const failed =
        show_answers(context, daemon, flags.daemon.json, shown, ask_for<api::PeersOf>);
    errors.insert(errors.end(), failed.begin(), failed.end());
    return sum_up(context, "peers", errors, shown.size() > failed.size());
}

} // namespace

void attach_peers(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<PeersFlags>();
    auto* command =
        root.add_subcommand("peers", "the peers of a torrent, and why they are served or not");
    flags->torrents.attach(*command);
    for (Wish& wish : flags->wishes)
        command->add_option(wish.flag, wish.addresses, wish.help)
            ->type_name("HOST:PORT")
            ->allow_extra_args(false);
    flags->daemon.attach(*command, "one JSON document for each torrent, shoal.peers/1");
    command->footer(
        "FLAGS: S seed, D we receive or may, d we want but it chokes us, U we send or may,\n"
        "u it wants but we choke it, A always unchoked, E encrypted, T uTP, I it came to us.\n\n"
        "Example:\n  shoal peers 3");
    command->callback([&context, flags] { context.exit = peers(context, *flags); });
}

} // namespace shoal::cli
