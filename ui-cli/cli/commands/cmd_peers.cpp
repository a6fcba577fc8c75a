#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/inspect.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <optional>
#include <span>

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

/// What stands against one thing that each torrent was to do about a peer, which need not be in all
/// of them.
std::optional<Error> trouble(std::span<Result<api::Reply> const> replies) {
    auto const is_grave = [](auto const& reply) {
        return !reply && reply.error().code != Errc::not_found;
    };
    if (auto const grave = std::ranges::find_if(replies, is_grave); grave != replies.end())
        return grave->error();
    if (std::ranges::any_of(replies, [](auto const& reply) { return reply.has_value(); }))
        return std::nullopt;
    return replies.front().error();
}

std::vector<Error> carry_out(Daemon& daemon, TorrentViews const& torrents,
                             Treatments const& treatments) {
    auto const many = torrents.size();
    auto const replies =
        daemon.submit(treatments.size() * many, [&](std::size_t i) -> Result<api::Command> {
            auto treatment = treatments[i / many];
            treatment.id = torrents[i % many]->id;
            return treatment;
        });
    std::vector<Error> errors;
    for (std::size_t i = 0; i < replies.size(); i += many)
        if (auto error = trouble(std::span{replies}.subspan(i, many)))
            errors.push_back(*std::move(error));
    return errors;
}

ExitCode peers(Context& context, PeersFlags const& flags) {
    auto const treatments = read(flags.wishes);
    if (!treatments)
        return usage_error(context.printer, "peers", treatments.error());
    Daemon daemon{context.services};
    auto const pick = attach_and_pick(context, daemon, "peers", flags.daemon, flags.torrents);
    if (!pick)
        return pick.error();
    auto const undone = carry_out(daemon, pick->torrents, *treatments);
    auto const unshown =
        show_answers(context, daemon, flags.daemon.json, pick->torrents, ask_for<api::PeersOf>);
    auto errors = pick->errors();
    errors.insert(errors.end(), undone.begin(), undone.end());
    errors.insert(errors.end(), unshown.begin(), unshown.end());
    bool const is_any_done = treatments->empty() ? pick->torrents.size() > unshown.size()
                                                 : treatments->size() > undone.size();
    return sum_up(context, "peers", errors, is_any_done);
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
        "Example:\n  shoal peers 3\n  shoal peers all --ban 192.0.2.7:6881");
    command->callback([&context, flags] { context.exit = peers(context, *flags); });
}

} // namespace shoal::cli
