#include "ui-cli/tui/overview/cause_key.hpp"

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

constexpr std::array remedies{
    std::pair{std::string_view{"rate_limited"}, Action::session_limits},
    std::pair{std::string_view{"paused"}, Action::pause},
    std::pair{std::string_view{"stopped"}, Action::pause},
    std::pair{std::string_view{"queued"}, Action::queue_top},
    std::pair{std::string_view{"nothing_selected"}, Action::show_files},
    std::pair{std::string_view{"no_peers"}, Action::announce},
    std::pair{std::string_view{"trackers_unreachable"}, Action::show_trackers},
    std::pair{std::string_view{"tracker_refuses"}, Action::show_trackers},
};

/// Whether what the torrent may do itself is what holds it.
bool has_limit(api::TorrentView const& torrent) {
    return torrent.state == api::TorrentState::complete ? torrent.limits.up > 0
                                                        : torrent.limits.down > 0;
}

Action remedy_of(std::string_view cause, api::TorrentView const& torrent) {
    if (cause == "rate_limited" && has_limit(torrent))
        return Action::torrent_limits;
    auto const remedy =
        std::ranges::find(remedies, cause, [](auto const& known) { return known.first; });
    return remedy == remedies.end() ? Action::none : remedy->second;
}

} // namespace

std::string keys_against(std::string_view cause, api::TorrentView const& torrent, Scope scope,
                         Keymap const& keymap) {
    return keys_towards(remedy_of(cause, torrent), scope, keymap);
}

} // namespace shoal::tui
