#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {
namespace {

struct ActFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
};

/// A command that needs nothing but torrents.
struct Plain {
    char const* name;
    char const* done;
    char const* help;
    char const* document;
    char const* footer;
    Steps (*plan)(Daemon&, TorrentViews const&);
};

template <class Command>
Steps plan(Daemon& /*daemon*/, TorrentViews const& torrents) {
    return one_step(Command{}, torrents);
}

void attach(CLI::App& root, Context& context, Plain const& plain) {
    auto const flags = std::make_shared<ActFlags>();
    auto* command = root.add_subcommand(plain.name, plain.help);
    flags->torrents.attach(*command);
    flags->daemon.attach(*command, plain.document);
    command->footer(plain.footer);
    command->callback([&context, flags, plain] {
        context.exit = act_on_torrents(context, flags->daemon, flags->torrents,
                                       {plain.name, plain.done, plain.plan, {}});
    });
}

} // namespace

void attach_pause(CLI::App& root, Context& context) {
    attach(root, context,
           {"pause", "paused", "stop torrents of the daemon, and keep them", "shoal.pause/1",
            "Example:\n  shoal pause 3 9a1e 'state=seeding & ratio>2'", plan<api::Pause>});
}

void attach_resume(CLI::App& root, Context& context) {
    attach(root, context,
           {"resume", "resumed", "let torrents of the daemon go on, also after an error",
            "shoal.resume/1", "Example:\n  shoal resume all", plan<api::Resume>});
}

void attach_recheck(CLI::App& root, Context& context) {
    attach(root, context,
           {"recheck", "rechecking", "hash all that torrents of the daemon have on disk",
            "shoal.recheck/1", "Example:\n  shoal recheck 3", plan<api::Recheck>});
}

void attach_announce(CLI::App& root, Context& context) {
    attach(root, context,
           {"announce", "announcing", "look for peers of torrents of the daemon now",
            "shoal.announce/1",
            "Tells trackers, the DHT and the local network, as soon as each allows.\n\n"
            "Example:\n  shoal announce 'state=downloading & peers=0'",
            plan<api::Announce>});
}

} // namespace shoal::cli
