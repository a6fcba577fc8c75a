#include "core/store/events.hpp"

#include "core/store/columns.hpp"

#include <algorithm>

namespace shoal::store {
namespace {

std::optional<api::Event> take_event(Statement const& statement) {
    Columns columns{statement};
    api::Event event{.number = columns.take<std::uint64_t>()};
    event.time = columns.take<WallTime>();
    auto const kind = api::event_kind(columns.take<std::string>());
    event.id = columns.take<api::TorrentId>();
    event.info_hash.v1 = columns.take<std::optional<Sha1Digest>>();
    event.info_hash.v2 = columns.take<std::optional<Sha256Digest>>();
    event.name = columns.take<std::string>();
    event.text = columns.take<std::string>();
    event.where = columns.take<std::string>();
    if (!kind)
        return std::nullopt;
    event.kind = *kind;
    return event;
}

} // namespace

Result<void> save_event(Database& database, api::Event const& event) {
    SHOAL_TRY(auto insert, database.prepare("REPLACE INTO events (number, time, kind, torrent, v1, "
                                            "v2, name, text, place) VALUES "
                                            "(?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    Parameters{insert}.put(event.number, event.time, std::string{to_string(event.kind)}, event.id,
                           event.info_hash.v1, event.info_hash.v2, event.name, event.text,
                           event.where);
    SHOAL_TRY_VOID(insert.run());
    SHOAL_TRY(auto trim, database.prepare("DELETE FROM events WHERE number <= ?"));
    Parameters{trim}.put(static_cast<std::int64_t>(event.number) - events_kept);
    return trim.run();
}

Result<std::vector<api::Event>> load_events(Database& database, std::size_t most) {
    SHOAL_TRY(auto statement,
              database.prepare("SELECT number, time, kind, torrent, v1, v2, name, text, place "
                               "FROM events ORDER BY number DESC LIMIT ?"));
    Parameters{statement}.put(most);
    std::vector<api::Event> events;
    while (true) {
        SHOAL_TRY(bool const found, statement.step());
        if (!found)
            break;
        if (auto event = take_event(statement))
            events.push_back(*std::move(event));
    }
    std::ranges::reverse(events);
    return events;
}

} // namespace shoal::store
