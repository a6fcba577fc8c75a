#include "ui-cli/tui/cause_key.hpp"

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

} // namespace

std::string_view key_against(std::string_view cause, api::TorrentView const& torrent,
                             Preset preset) {
    if (cause == "rate_limited" && has_limit(torrent))
        return key_for(Action::torrent_limits, preset);
    auto const remedy =
        std::ranges::find(remedies, cause, [](auto const& known) { return known.first; });
    return remedy == remedies.end() ? "" : key_for(remedy->second, preset);
}

} // namespace shoal::tui
