#include "core/store/schema.hpp"
#include "core/store/torrents.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/store/opened_store.hpp"

using namespace shoal;
using namespace shoal::test;
using store::Access;
using store::Database;

namespace {

/// A row as version 1 knew it.
constexpr auto old_row =
    "INSERT INTO torrents (v1, name, size, source, dir, sequential, paused, label, up_limit, "
    "down_limit, queue_key, added, error) VALUES "
    "(zeroblob(20), 'old', 5, 'magnet:', '/srv', 0, 1, 'l', 1, 2, 3, 4, '')";

} // namespace

TEST_CASE("schema: every older version is brought up to date with all it has") {
    for (int version = 1; version <= store::newest_schema(); ++version) {
        CAPTURE(version);
        TempDir dir;
        {
            auto database = *Database::open(dir / "session.db", Access::create);
            REQUIRE(migrate(*database, version));
            CHECK(schema_of(*database) == version);
            REQUIRE(database->run(old_row));
        }
        OpenedStore const opened{dir.path()};
        CHECK(opened.notes.empty());
        auto const rows = opened->torrents();
        REQUIRE(rows->size() == 1);
        CHECK(rows->front().name == "old");
        CHECK(rows->front().paused);
        REQUIRE(opened.add(row_of(2)));
        CHECK(*schema_of(**Database::open(dir / "session.db", Access::read)) ==
              store::newest_schema());
    }
}

TEST_CASE("schema: a newer version is refused in clear words, and left as it is") {
    TempDir dir;
    OpenedStore{dir.path()}.close();
    REQUIRE((*Database::open(dir / "session.db", Access::write))->run("PRAGMA user_version = 999"));
    auto const opened = store::Store::open(dir.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::invalid_input);
    CHECK(opened.error().what.find("newer shoal") != std::string::npos);
    CHECK(*schema_of(**Database::open(dir / "session.db", Access::read)) == 999);
}

TEST_CASE("schema: a step that fails leaves the version before it") {
    TempDir dir;
    auto database = *Database::open(dir / "session.db", Access::create);
    REQUIRE(database->run("CREATE TABLE blobs (x)")); // in the way of the last table
    CHECK_FALSE(migrate(*database));
    CHECK(schema_of(*database) == 0);
    CHECK(database->integer("SELECT count(*) FROM sqlite_schema") == 1);
}
