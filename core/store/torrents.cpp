#include "core/store/torrents.hpp"

#include "core/store/columns.hpp"
#include "core/store/lists.hpp"

#include <fmt/format.h>

namespace shoal::store {
namespace {

// One order for all that reads and writes these columns.
#define SHOAL_TORRENT_COLUMNS                                                                      \
    "v1, v2, name, size, source, dir, rename, selection, priorities, renames, sequential, "        \
    "paused, label, up_limit, down_limit, goal_ratio, goal_time, goal_idle, goal_seeds, "          \
    "queue_key, added, completed, moving_to, error, bound_for, new_name, "                         \
    "new_name_of, picks_files, trackers, web_seeds, priority"

constexpr std::string_view insert_sql =
    "INSERT INTO torrents (" SHOAL_TORRENT_COLUMNS ") VALUES "
    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view update_sql = "UPDATE torrents SET (" SHOAL_TORRENT_COLUMNS ") = "
                                        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?";
constexpr std::string_view select_sql =
    "SELECT torrents.id, " SHOAL_TORRENT_COLUMNS ", uploaded, downloaded, active, seeding "
    "FROM torrents LEFT JOIN totals USING (id) ORDER BY torrents.id";

#undef SHOAL_TORRENT_COLUMNS

std::optional<Blob> blob(std::optional<std::string> const& bytes) {
    return bytes ? std::optional{Blob{*bytes}} : std::nullopt;
}

void put(Parameters& parameters, TorrentRow const& row) {
    auto const selection = pack(row.select);
    auto const priorities = pack(row.priorities);
    auto const renames = pack(row.renames);
    auto const trackers = pack(row.trackers);
    auto const web_seeds = pack(row.web_seeds);
    parameters.put(row.info_hash.v1, row.info_hash.v2, row.name, row.size, row.source, row.dir,
                   row.rename, blob(selection), blob(priorities), blob(renames), row.sequential,
                   row.paused, row.label, row.limits.up, row.limits.down, row.goal.ratio,
                   row.goal.time, row.goal.idle, row.goal.seeds, row.queue_key, row.added,
                   row.completed, row.moving_to, row.error, row.bound_for,
                   row.renaming ? std::optional{row.renaming->name} : std::nullopt,
                   row.renaming ? row.renaming->file : std::nullopt, row.picks_files,
                   blob(trackers), blob(web_seeds), static_cast<std::int64_t>(row.priority));
}

std::optional<Renaming> take_renaming(Columns& columns) {
    auto name = columns.take<std::optional<std::string>>();
    auto const file = columns.take<std::optional<std::int64_t>>();
    return name ? std::optional{Renaming{file, *std::move(name)}} : std::nullopt;
}

api::Priority to_priority(std::int64_t number) {
    bool const is_known = number >= 0 && number <= static_cast<std::int64_t>(api::Priority::high);
    return is_known ? static_cast<api::Priority>(number) : api::Priority::normal;
}

TorrentRow take_row(Statement const& statement) {
    using Text = std::string;
    using Seconds = std::chrono::seconds;
    using MaybeText = std::optional<std::string>;
    Columns columns{statement};
    TorrentRow row{
        .id = columns.take<api::TorrentId>(),
        .info_hash = {.v1 = columns.take<std::optional<Sha1Digest>>(),
                      .v2 = columns.take<std::optional<Sha256Digest>>()},
        .name = columns.take<Text>(),
        .size = columns.take<std::int64_t>(),
        .source = columns.take<Text>(),
        .dir = columns.take<fs::path>(),
        .rename = columns.take<MaybeText>(),
        .select = unpack_texts(columns.take<MaybeText>()),
        .priorities = unpack_priorities(columns.take<MaybeText>()),
        .renames = unpack_names(columns.take<MaybeText>()),
        .sequential = columns.take<bool>(),
        .paused = columns.take<bool>(),
        .label = columns.take<Text>(),
        .limits = {.up = columns.take<std::int64_t>(), .down = columns.take<std::int64_t>()},
        .goal = {.ratio = columns.take<std::optional<double>>(),
                 .time = columns.take<std::optional<Seconds>>(),
                 .idle = columns.take<std::optional<Seconds>>(),
                 .seeds = columns.take<std::optional<int>>()},
        .queue_key = columns.take<std::int64_t>(),
        .added = columns.take<WallTime>(),
        .completed = columns.take<std::optional<WallTime>>(),
        .moving_to = columns.take<std::optional<fs::path>>(),
        .error = columns.take<Text>(),
        .bound_for = columns.take<std::optional<fs::path>>(),
        .renaming = take_renaming(columns),
        .picks_files = columns.take<bool>(),
        .trackers = unpack_texts(columns.take<MaybeText>()),
        .web_seeds = unpack_texts(columns.take<MaybeText>()),
        .priority = to_priority(columns.take<std::int64_t>()),
    };
    row.totals = {.uploaded = columns.take<std::int64_t>(),
                  .downloaded = columns.take<std::int64_t>(),
                  .active = columns.take<Seconds>(),
                  .seeding = columns.take<Seconds>()};
    return row;
}

/// A conflict in the user's words: the one that adding or changing a torrent can meet.
auto known_already(TorrentRow const& row) {
    return [&row](Error error) {
        if (error.code != Errc::conflict)
            return error;
        return Error{Errc::conflict, "a torrent with this info-hash is there already",
                     display(row.info_hash)};
    };
}

Error unknown(api::TorrentId id) {
    return {Errc::not_found, "no such torrent; it may have been removed", std::to_string(id)};
}

Result<void> save_metadata(Database& database, api::TorrentId id, std::string const& bytes) {
    if (bytes.empty())
        return {};
    SHOAL_TRY(auto statement, database.prepare("REPLACE INTO metadata (id, bytes) VALUES (?, ?)"));
    Parameters{statement}.put(id, Blob{bytes});
    return statement.run();
}

Result<std::string> load_bytes(Database& database, std::string_view sql, api::TorrentId id) {
    SHOAL_TRY(auto statement, database.prepare(sql));
    Parameters{statement}.put(id);
    SHOAL_TRY(bool const found, statement.step());
    return found ? statement.bytes(0) : std::string{};
}

} // namespace

Result<api::TorrentId> add_torrent(Database& database, TorrentRow const& row) {
    SHOAL_TRY(auto statement, database.prepare(insert_sql));
    Parameters parameters{statement};
    put(parameters, row);
    SHOAL_TRY_VOID(statement.run().map_error(known_already(row)));
    auto const id = static_cast<api::TorrentId>(database.last_id());
    SHOAL_TRY_VOID(save_metadata(database, id, row.torrent));
    SHOAL_TRY_VOID(save_totals(database, id, row.totals));
    return id;
}

Result<void> update_torrent(Database& database, TorrentRow const& row) {
    SHOAL_TRY(auto statement, database.prepare(update_sql));
    Parameters parameters{statement};
    put(parameters, row);
    parameters.put(row.id);
    SHOAL_TRY_VOID(statement.run().map_error(known_already(row)));
    if (database.changes() == 0)
        return tl::make_unexpected(unknown(row.id));
    SHOAL_TRY_VOID(save_metadata(database, row.id, row.torrent));
    return save_totals(database, row.id, row.totals);
}

Result<void> remove_torrent(Database& database, api::TorrentId id) {
    SHOAL_TRY(auto statement, database.prepare("DELETE FROM torrents WHERE id = ?"));
    Parameters{statement}.put(id);
    SHOAL_TRY_VOID(statement.run());
    if (database.changes() == 0)
        return tl::make_unexpected(unknown(id));
    return {};
}

Result<void> save_totals(Database& database, api::TorrentId id, Totals const& totals) {
    SHOAL_TRY(auto statement,
              database.prepare("INSERT INTO totals (id, uploaded, downloaded, active, seeding) "
                               "SELECT id, ?, ?, ?, ? FROM torrents WHERE id = ? "
                               "ON CONFLICT (id) DO UPDATE SET "
                               "uploaded = max(uploaded, excluded.uploaded), "
                               "downloaded = max(downloaded, excluded.downloaded), "
                               "active = max(active, excluded.active), "
                               "seeding = max(seeding, excluded.seeding)"));
    Parameters{statement}.put(totals.uploaded, totals.downloaded, totals.active, totals.seeding,
                              id);
    return statement.run();
}

Result<void> save_record(Database& database, api::TorrentId id, std::string const& record) {
    SHOAL_TRY(auto statement, database.prepare("REPLACE INTO records (id, bytes) "
                                               "SELECT id, ? FROM torrents WHERE id = ?"));
    Parameters{statement}.put(Blob{record}, id);
    return statement.run();
}

Result<std::vector<TorrentRow>> load_torrents(Database& database) {
    SHOAL_TRY(auto statement, database.prepare(select_sql));
    std::vector<TorrentRow> rows;
    while (true) {
        SHOAL_TRY(bool const found, statement.step());
        if (!found)
            return rows;
        rows.push_back(take_row(statement));
    }
}

Result<std::string> load_metadata(Database& database, api::TorrentId id) {
    return load_bytes(database, "SELECT bytes FROM metadata WHERE id = ?", id);
}

Result<std::string> load_record(Database& database, api::TorrentId id) {
    return load_bytes(database, "SELECT bytes FROM records WHERE id = ?", id);
}

} // namespace shoal::store
