#pragma once

#include "core/store/database.hpp"
#include "core/store/torrent_row.hpp"

namespace shoal::store {

// The torrents' tables. What changes them wants a transaction around it.

/// Gives the torrent the next number. conflict when its info-hash is there.
[[nodiscard]] Result<api::TorrentId> add_torrent(Database& database, TorrentRow const& row);
/// All but the totals, which only grow, and the .torrent when `row` has none. not_found when there
/// is no such torrent, conflict when its info-hash became that of another.
[[nodiscard]] Result<void> update_torrent(Database& database, TorrentRow const& row);
/// With all that belongs to it. not_found.
[[nodiscard]] Result<void> remove_torrent(Database& database, api::TorrentId id);
/// Both: nothing happens when there is no such torrent.
[[nodiscard]] Result<void> save_totals(Database& database, api::TorrentId id, Totals const& totals);
[[nodiscard]] Result<void> save_record(Database& database, api::TorrentId id,
                                       std::string const& record);

/// By id, without the bytes of their .torrents.
[[nodiscard]] Result<std::vector<TorrentRow>> load_torrents(Database& database);
/// Both empty when there are none.
[[nodiscard]] Result<std::string> load_metadata(Database& database, api::TorrentId id);
[[nodiscard]] Result<std::string> load_record(Database& database, api::TorrentId id);

} // namespace shoal::store
