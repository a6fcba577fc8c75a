#pragma once

#include "core/api/types.hpp"
#include "core/base/clock.hpp"

namespace shoal::api {

enum class EventKind {
    added,
    metadata,  ///< a magnet's metadata arrived and passed inspection
    listening, ///< text: protocol; where: address:port
    complete,  ///< the last selected piece is verified and written
    flushed,   ///< after complete: all of it is on the disk, and the resume data says so
    seeding,
    moved,        ///< where: the folder it is in now
    goal_reached, ///< the torrent's SeedGoal is met
    rule,         ///< one fired; text: what was seen; where: the rule
    swarm,        ///< who held rare pieces went; text: what that means for the copies there are
    recovery,     ///< who holds them came; text as above
    choke,        ///< a peer that had given much stopped; where: the peer
    note,         ///< text: a remark of a user, or what one changed
    warning,
    error, ///< the torrent has stopped; others go on
    removed,
};

[[nodiscard]] std::string_view to_string(EventKind kind);
/// The kind of this name, as an older or newer shoal may have written it.
[[nodiscard]] std::optional<EventKind> event_kind(std::string_view name);

/// Something that happened, once. `id` 0: about the session.
struct Event {
    EventKind kind = EventKind::added;
    WallTime time;
    TorrentId id = 0;
    InfoHash info_hash;
    std::string name;
    std::string text;         ///< reason or detail, untrusted
    std::string where;        ///< URL, path or endpoint concerned, untrusted
    Errc code = Errc::io;     ///< of an error: its kind, for the exit status
    std::uint64_t number = 0; ///< in the session's log, ascending; 0: it is not in there
};

} // namespace shoal::api
