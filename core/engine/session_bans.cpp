#include "core/engine/session.hpp"

#include <fmt/format.h>

namespace shoal::engine {

void Session::note(PeerBanned const& banned) {
    auto const now = world_.clock.wall();
    auto& bans = session_view_.bans;
    std::erase_if(bans, [now](api::Ban const& ban) { return ban.until <= now; });
    api::Ban& ban = bans.emplace_back(banned.ban);
    Torrent const* const torrent = find(banned.torrent);
    if (!torrent)
        return;
    ban.torrent = torrent->view.info_hash;
    auto const who = api::to_string(ban.peer.endpoint);
    auto const hours = std::chrono::round<std::chrono::hours>(ban.until - now);
    emit(*torrent, api::EventKind::warning,
         fmt::format("banned {} for {} h: {}", who, hours.count(), ban.reason), who);
}

} // namespace shoal::engine
