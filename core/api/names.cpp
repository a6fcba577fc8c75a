#include "core/api/event.hpp"
#include "core/api/health.hpp"
#include "core/api/lab.hpp"
#include "core/api/question.hpp"
#include "core/api/snapshot.hpp"

#include <algorithm>

namespace shoal::api {

std::string_view to_string(EventKind kind) {
    switch (kind) {
    case EventKind::added:
        return "added";
    case EventKind::metadata:
        return "metadata";
    case EventKind::listening:
        return "listening";
    case EventKind::complete:
        return "complete";
    case EventKind::flushed:
        return "flushed";
    case EventKind::seeding:
        return "seeding";
    case EventKind::moved:
        return "moved";
    case EventKind::goal_reached:
        return "goal_reached";
    case EventKind::rule:
        return "rule";
    case EventKind::swarm:
        return "swarm";
    case EventKind::recovery:
        return "recovery";
    case EventKind::choke:
        return "choke";
    case EventKind::note:
        return "note";
    case EventKind::warning:
        return "warning";
    case EventKind::error:
        return "error";
    case EventKind::removed:
        return "removed";
    }
    return "";
}

std::string_view to_string(TorrentState state) {
    switch (state) {
    case TorrentState::loading:
        return "loading";
    case TorrentState::checking:
        return "checking";
    case TorrentState::metadata:
        return "metadata";
    case TorrentState::downloading:
        return "downloading";
    case TorrentState::complete:
        return "seeding";
    case TorrentState::paused:
        return "paused";
    case TorrentState::queued:
        return "queued";
    case TorrentState::moving:
        return "moving";
    case TorrentState::error:
        return "error";
    }
    return "";
}

std::string_view to_string(FilePriority priority) {
    switch (priority) {
    case FilePriority::skip:
        return "skip";
    case FilePriority::low:
        return "low";
    case FilePriority::normal:
        return "normal";
    case FilePriority::high:
        return "high";
    }
    return "";
}

std::string_view to_string(Priority priority) {
    switch (priority) {
    case Priority::normal:
        return "normal";
    case Priority::low:
        return "low";
    case Priority::high:
        return "high";
    }
    return "";
}

std::string_view to_string(PeerAct act) {
    switch (act) {
    case PeerAct::disconnect:
        return "disconnect";
    case PeerAct::ban:
        return "ban";
    case PeerAct::pin:
        return "pin";
    case PeerAct::unpin:
        return "unpin";
    }
    return "";
}

std::string_view to_string(TrackerState state) {
    switch (state) {
    case TrackerState::idle:
        return "idle";
    case TrackerState::working:
        return "working";
    case TrackerState::updating:
        return "updating";
    case TrackerState::failing:
        return "failing";
    case TrackerState::disabled:
        return "disabled";
    }
    return "";
}

std::string_view to_string(LabRole role) {
    switch (role) {
    case LabRole::seed:
        return "seed";
    case LabRole::leech:
        return "leech";
    case LabRole::free_rider:
        return "free-rider";
    case LabRole::liar:
        return "liar";
    }
    return "";
}

std::optional<EventKind> event_kind(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(EventKind::removed); ++i)
        if (to_string(static_cast<EventKind>(i)) == name)
            return static_cast<EventKind>(i);
    return std::nullopt;
}

std::shared_ptr<TorrentView const> find(Snapshot const& snapshot, TorrentId id) {
    auto const view = std::ranges::lower_bound(snapshot.torrents, id, {},
                                               [](auto const& torrent) { return torrent->id; });
    return view != snapshot.torrents.end() && (*view)->id == id ? *view : nullptr;
}

std::optional<double> ratio(TorrentView const& torrent) {
    if (torrent.size <= 0)
        return std::nullopt;
    return static_cast<double>(torrent.uploaded_before + torrent.uploaded) /
           static_cast<double>(torrent.size);
}

std::optional<std::int64_t> eta_seconds(TorrentView const& torrent) {
    if (torrent.done >= torrent.wanted)
        return 0;
    if (torrent.down_rate <= 0)
        return std::nullopt;
    return (torrent.wanted - torrent.done + torrent.down_rate - 1) / torrent.down_rate;
}

std::string_view to_string(HealthWord word) {
    switch (word) {
    case HealthWord::unknown:
        return "UNKNOWN";
    case HealthWord::dead:
        return "DEAD";
    case HealthWord::incomplete:
        return "INCOMPLETE";
    case HealthWord::at_risk:
        return "AT RISK";
    case HealthWord::fair:
        return "FAIR";
    case HealthWord::healthy:
        return "HEALTHY";
    }
    return "?";
}

} // namespace shoal::api
