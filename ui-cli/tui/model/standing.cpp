#include "ui-cli/tui/model/standing.hpp"

#include "ui-cli/tui/draw/format.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

using api::TorrentState;
using term::Role;

bool is_untouched(api::TorrentView const& torrent) {
    return torrent.size > 0 && torrent.done == 0;
}

Standing downloading(api::TorrentView const& torrent) {
    if (torrent.down_rate > 0) {
        auto const eta = api::eta_seconds(torrent);
        auto const whence =
            torrent.peers > 0 ? " from " + counted(static_cast<std::size_t>(torrent.peers), "peer")
                              : std::string{}; // who sent last may have left just now
        return {'D', "",
                fmt::format("downloading{}, {} to go", whence, short_time(eta.value_or(0))),
                Role::down};
    }
    if (torrent.peers == 0)
        return {'D', "no peers",
                torrent.sources.empty() ? "no peers found yet: trackers and DHT are being asked"
                                        : "those who were here have left",
                Role::warn};
    if (torrent.seeds == 0 && torrent.distributed_copies < 1)
        return {'D', "no seed",
                fmt::format("{} connected, but together they lack pieces: a seed is needed",
                            counted(static_cast<std::size_t>(torrent.peers), "peer")),
                Role::warn};
    return {'D', "stalled",
            fmt::format("{} connected, none sends: they choke us; see Peers for who",
                        counted(static_cast<std::size_t>(torrent.peers), "peer")),
            Role::warn};
}

Standing seeding(api::TorrentView const& torrent) {
    auto const others =
        fmt::format("{} connected, {} of them complete", torrent.peers, torrent.seeds);
    if (torrent.up_rate > 0)
        return {'S', "", "seeding: " + others, Role::good};
    if (torrent.peers == 0)
        return {'S', "", "complete; nobody asks for it now", Role::good};
    return {'S', "", "complete; " + others + ", none takes anything now", Role::good};
}

Standing paused(api::TorrentView const& torrent) {
    return {'P', "paused", is_untouched(torrent) ? "paused, and nothing fetched yet" : "paused",
            Role::dim};
}

} // namespace

std::string shown_name(api::TorrentView const& torrent) {
    return torrent.name.empty() ? api::display(torrent.info_hash) : torrent.name;
}

std::string way_out(api::TorrentView const& torrent, Scope scope, Keymap const& keymap) {
    auto const told = [&](std::string_view before, Action action, std::string_view what) {
        auto const keys = keys_towards(action, scope, keymap);
        return keys.empty() ? std::string{} : fmt::format("{}{} {}", before, keys, what);
    };
    switch (torrent.state) {
    case TorrentState::downloading:
        if (torrent.down_rate > 0 || torrent.peers > 0)
            return {};
        return told("; ", Action::announce,
                    torrent.sources.empty() ? "asks again now" : "asks trackers and DHT again");
    case TorrentState::paused: {
        if (!is_untouched(torrent))
            return told("; ", Action::pause, "goes on");
        auto const files = told(": ", Action::show_files, "chooses files");
        return files + told(files.empty() ? "; " : ", ", Action::pause, "starts");
    }
    case TorrentState::queued:
        return told("; ", Action::queue_up, "moves it up");
    case TorrentState::error:
        return told("; ", Action::pause, "tries again");
    default:
        return {};
    }
}

std::string_view rarity_word(api::TorrentView const& torrent) {
    bool const is_complete = torrent.state == TorrentState::complete;
    double const copies = torrent.distributed_copies;
    bool const is_known = torrent.peers > 0 && copies >= 1;
    if (!is_known || copies >= 3 || !(is_complete || torrent.state == TorrentState::downloading))
        return "";
    return copies >= 2 ? "few" : is_complete ? "alone!" : "1 src!";
}

Standing standing(api::TorrentView const& torrent) {
    switch (torrent.state) {
    case TorrentState::loading:
        return {'L', "loading", "being read and checked for what is there", Role::dim};
    case TorrentState::checking:
        return {'C', "checking",
                fmt::format("hashing what is on disk: {:.0f} %", torrent.checked * 100),
                Role::text};
    case TorrentState::metadata:
        return {'M', torrent.peers > 0 ? "metadata" : "no peers",
                torrent.peers > 0
                    ? fmt::format("asking {} what this magnet holds",
                                  counted(static_cast<std::size_t>(torrent.peers), "peer"))
                    : "a magnet: looking for a peer that knows what it holds",
                Role::warn};
    case TorrentState::downloading:
        return downloading(torrent);
    case TorrentState::complete:
        return seeding(torrent);
    case TorrentState::paused:
        return paused(torrent);
    case TorrentState::queued:
        return {'Q', "queued", fmt::format("waits in the queue, place {}", torrent.queue_position),
                Role::dim};
    case TorrentState::moving:
        return {'V', "moving", "its files are being moved to " + torrent.dir, Role::text};
    case TorrentState::error:
        return {'E', "error!", torrent.error, Role::bad};
    }
    return {};
}

} // namespace shoal::tui
