#include "core/store/bans.hpp"

#include "core/store/columns.hpp"

namespace shoal::store {

Result<void> save_ban(Database& database, api::Ban const& ban) {
    SHOAL_TRY(auto statement,
              database.prepare("REPLACE INTO bans (host, port, peer_id, v1, v2, reason, until) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?)"));
    Parameters{statement}.put(ban.peer.endpoint.host, ban.peer.endpoint.port, ban.peer.id,
                              ban.torrent.v1, ban.torrent.v2, ban.reason, ban.until);
    return statement.run();
}

Result<void> lift_bans(Database& database, api::Endpoint const& peer) {
    SHOAL_TRY(auto statement, database.prepare("DELETE FROM bans WHERE host = ? AND port = ?"));
    Parameters{statement}.put(peer.host, peer.port);
    return statement.run();
}

Result<void> drop_bans(Database& database, WallTime until) {
    SHOAL_TRY(auto statement, database.prepare("DELETE FROM bans WHERE until <= ?"));
    Parameters{statement}.put(until);
    return statement.run();
}

Result<std::vector<api::Ban>> load_bans(Database& database, WallTime now) {
    SHOAL_TRY(auto statement,
              database.prepare("SELECT host, port, peer_id, v1, v2, reason, until FROM bans "
                               "WHERE until > ? ORDER BY id"));
    Parameters{statement}.put(now);
    std::vector<api::Ban> bans;
    while (true) {
        SHOAL_TRY(bool const found, statement.step());
        if (!found)
            return bans;
        Columns columns{statement};
        bans.push_back({
            .peer = {.endpoint = {.host = columns.take<std::string>(),
                                  .port = columns.take<std::uint16_t>()},
                     .id = columns.take<api::PeerId>()},
            .torrent = {.v1 = columns.take<std::optional<Sha1Digest>>(),
                        .v2 = columns.take<std::optional<Sha256Digest>>()},
            .reason = columns.take<std::string>(),
            .until = columns.take<WallTime>(),
        });
    }
}

} // namespace shoal::store
