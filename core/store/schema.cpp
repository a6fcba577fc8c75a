#include "core/store/schema.hpp"

#include <fmt/format.h>

#include <array>

namespace shoal::store {
namespace {

// Names and paths may hold any byte: ANY keeps text as text and the rest as blobs. The checks keep
// out what a salvage finds in damaged pages. What changes often, or is large, has a table of its
// own, so that a change rewrites little: a torrent is about 300 bytes, its totals 30.
constexpr char const* version_1 = R"sql(
CREATE TABLE torrents (
    id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 4294967295),
    v1 BLOB UNIQUE CHECK (length(v1) = 20),
    v2 BLOB UNIQUE CHECK (length(v2) = 32),
    name ANY NOT NULL,
    size INTEGER NOT NULL,
    source ANY NOT NULL,
    dir ANY NOT NULL,
    rename ANY,
    selection BLOB,
    priorities BLOB,
    renames BLOB,
    sequential INTEGER NOT NULL,
    paused INTEGER NOT NULL,
    label ANY NOT NULL,
    up_limit INTEGER NOT NULL,
    down_limit INTEGER NOT NULL,
    goal_ratio REAL,
    goal_time INTEGER,
    goal_idle INTEGER,
    goal_seeds INTEGER,
    queue_key INTEGER NOT NULL,
    added INTEGER NOT NULL,
    completed INTEGER,
    moving_to ANY,
    error ANY NOT NULL,
    CHECK (v1 IS NOT NULL OR v2 IS NOT NULL)
) STRICT;
CREATE TABLE totals (
    id INTEGER PRIMARY KEY REFERENCES torrents (id) ON DELETE CASCADE,
    uploaded INTEGER NOT NULL,
    downloaded INTEGER NOT NULL,
    active INTEGER NOT NULL,
    seeding INTEGER NOT NULL
) STRICT;
CREATE TABLE metadata (
    id INTEGER PRIMARY KEY REFERENCES torrents (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;
CREATE TABLE records (
    id INTEGER PRIMARY KEY REFERENCES torrents (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;
CREATE TABLE bans (
    id INTEGER PRIMARY KEY,
    host TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 0 AND 65535),
    peer_id BLOB NOT NULL CHECK (length(peer_id) = 20),
    v1 BLOB CHECK (length(v1) = 20),
    v2 BLOB CHECK (length(v2) = 32),
    reason ANY NOT NULL,
    until INTEGER NOT NULL,
    UNIQUE (host, port, peer_id)
) STRICT;
CREATE TABLE blobs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    bytes BLOB NOT NULL
) STRICT;
)sql";

// The key says whose and when: see history.cpp.
constexpr char const* version_2 = R"sql(
CREATE TABLE history (
    key INTEGER PRIMARY KEY,
    count INTEGER NOT NULL CHECK (count > 0),
    grade REAL,
    copies REAL NOT NULL,
    peers REAL NOT NULL,
    seeds REAL NOT NULL,
    down REAL NOT NULL,
    up REAL NOT NULL,
    joined INTEGER NOT NULL,
    gone INTEGER NOT NULL
) STRICT;
)sql";

constexpr char const* version_3 = R"sql(
ALTER TABLE torrents ADD COLUMN bound_for ANY;
CREATE TABLE events (
    number INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 9007199254740992),
    time INTEGER NOT NULL,
    kind TEXT NOT NULL,
    torrent INTEGER NOT NULL,
    v1 BLOB CHECK (length(v1) = 20),
    v2 BLOB CHECK (length(v2) = 32),
    name ANY NOT NULL,
    text ANY NOT NULL,
    place ANY NOT NULL
) STRICT;
)sql";

constexpr char const* version_4 = R"sql(
ALTER TABLE torrents ADD COLUMN new_name ANY;
ALTER TABLE torrents ADD COLUMN new_name_of INTEGER;
)sql";

constexpr char const* version_5 = R"sql(
ALTER TABLE torrents ADD COLUMN picks_files INTEGER NOT NULL DEFAULT 0;
)sql";

// `trackers` and `web_seeds` are lists.hpp's; `priority` counts as api::Priority does.
constexpr char const* version_6 = R"sql(
ALTER TABLE torrents ADD COLUMN trackers BLOB;
ALTER TABLE torrents ADD COLUMN web_seeds BLOB;
ALTER TABLE torrents ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
)sql";

constexpr std::array migrations{version_1, version_2, version_3, version_4, version_5, version_6};

} // namespace

int newest_schema() {
    return static_cast<int>(migrations.size());
}

Result<int> schema_of(Database& database) {
    SHOAL_TRY(auto const version, database.integer("PRAGMA user_version"));
    return static_cast<int>(version);
}

Result<void> migrate(Database& database, int version) {
    SHOAL_TRY(int const present, schema_of(database));
    if (present > version)
        return fail(
            Errc::invalid_input,
            fmt::format("the session database was written by a newer shoal (its version "
                        "is {}, this shoal knows {}); use that one, or another state folder",
                        present, version));
    for (int next = present + 1; next <= version; ++next) {
        auto const step = fmt::format("BEGIN; {} PRAGMA user_version = {}; COMMIT;",
                                      migrations[static_cast<std::size_t>(next - 1)], next);
        if (auto done = database.run(step); !done) {
            (void)database.run("ROLLBACK");
            return done;
        }
    }
    return {};
}

} // namespace shoal::store
