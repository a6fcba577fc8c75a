#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"
#include "ui-cli/cli/daemon/torrent_settings.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace shoal::cli {
namespace {

struct SetFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
};

/// Takes the settings away from among the words that name torrents.
Result<TorrentSettings> take_settings(TorrentWords& torrents) {
    auto& words = torrents.words;
    auto const middle = std::stable_partition(
        words.begin(), words.end(), [](std::string const& word) { return !is_setting(word); });
    std::vector<std::string> const settings{middle, words.end()};
    words.erase(middle, words.end());
    for (auto const& word : words)
        SHOAL_TRY_VOID(check_id(word));
    if (settings.empty() || words.empty())
        return fail(Errc::invalid_input, "ID and SETTING are required");
    return read_settings(settings);
}

/// Goals are changed in part, so each torrent has a change of its own. It is named with the last of
/// its steps.
Steps steps_of(TorrentSettings const& settings, TorrentViews const& torrents) {
    Steps steps;
    for (auto const& torrent : torrents) {
        if (settings.has_sources())
            steps.push_back(
                {api::AddSources{torrent->id, settings.trackers, settings.web_seeds}, {}});
        if (settings.has_change())
            steps.push_back({settings.change(*torrent), {}});
        steps.back().torrents = {torrent};
    }
    return steps;
}

ExitCode set(Context& context, SetFlags& flags) {
    auto const settings = take_settings(flags.torrents);
    if (!settings)
        return usage_error(context.printer, "set", settings.error());
    auto const plan = [&](Daemon&, TorrentViews const& torrents) {
        return steps_of(*settings, torrents);
    };
    return act_on_torrents(context, flags.daemon, flags.torrents, {"set", "set", plan, {}});
}

} // namespace

void attach_set(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<SetFlags>();
    auto* command = root.add_subcommand("set", "limits, goals and the like of torrents");
    flags->torrents.attach_before(*command, "SETTING...", "KEY=VALUE; the keys are below");
    flags->daemon.attach(*command, "shoal.set/1");
    command->footer(
        "up, down      a RATE; 0 for no limit\n"
        "ratio         seed until uploaded / size is this\n"
        "seed-time     seed for this long after completion\n"
        "idle          seed until nobody took anything for this long\n"
        "seeds         but never leave the swarm below so many other seeds\n"
        "sequential    fetch pieces in order: on or off\n"
        "label         a word of yours; empty for none\n"
        "priority      its share of the daemon's limits: low, normal or high\n"
        "add-tracker   a URL to announce to as well (repeat)\n"
        "add-web-seed  a URL to fetch from as well (repeat)\n"
        "ratio, seed-time, idle and seeds may be none. An ID that is a filter such as label=iso "
        "goes\ninto --filter.\n\n"
        "Example:\n  shoal set 3 up=500KiB/s ratio=2 label=iso");
    command->callback([&context, flags] { context.exit = set(context, *flags); });
}

} // namespace shoal::cli
