// Damage done to a real session.db, and what is left after the next start.

#include "core/store/database.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/store/opened_store.hpp"

#include <algorithm>

using namespace shoal;
using namespace shoal::test;

namespace {

constexpr std::uint64_t torrents = 300;
constexpr std::size_t page_size = 4096;

/// A closed store of many torrents, each with a .torrent and a record; the last one was removed.
struct Damaged {
    Damaged() {
        OpenedStore store{dir.path()};
        for (std::uint64_t n = 1; n <= torrents; ++n) {
            auto row = row_of(n);
            row.torrent = ".torrent " + std::to_string(n) + std::string(6000, 'x');
            store->add(row, [](Result<api::TorrentId> const& id) { CHECK(id); });
        }
        for (api::TorrentId id = 1; id <= torrents; ++id)
            store->save_record(id, "record " + std::to_string(id), [](auto const&) {});
        store->save_blob("dht", "nodes");
        REQUIRE(store.remove(torrents));
    }

    [[nodiscard]] fs::path path() const { return dir / "session.db"; }

    [[nodiscard]] std::string bytes() const { return *read_file(path(), 1 << 30); }

    void replace_bytes(std::string const& bytes) const {
        REQUIRE(write_file(path(), bytes, Overwrite::yes));
    }

    /// Page `number`, from 1, becomes garbage.
    void break_page(std::int64_t number) const {
        auto all = bytes();
        auto const begin = static_cast<std::size_t>(number - 1) * page_size;
        REQUIRE(begin + page_size <= all.size());
        std::fill_n(all.begin() + static_cast<std::ptrdiff_t>(begin), page_size, '\x5a');
        replace_bytes(all);
    }

    /// The pages of a table that hold rows, in order. Asked of SQLite itself.
    [[nodiscard]] std::vector<std::int64_t> leaves(std::string const& table) const {
        auto database = *store::Database::open(path(), store::Access::read);
        auto pages = *database->prepare("SELECT pageno FROM dbstat WHERE name = '" + table +
                                        "' AND pagetype = 'leaf' ORDER BY path");
        std::vector<std::int64_t> numbers;
        while (*pages.step())
            numbers.push_back(pages.integer(0));
        return numbers;
    }

    /// Files set aside, with their logs.
    [[nodiscard]] std::size_t set_aside() const {
        std::size_t count = 0;
        for (auto const& entry : fs::directory_iterator{dir.path()})
            count += entry.path().filename().string().starts_with("session.db.damaged-") ? 1U : 0U;
        return count;
    }

    TempDir dir;
};

} // namespace

TEST_CASE("salvage: a sound database is left alone") {
    Damaged const stage;
    OpenedStore const store{stage.dir.path()};
    CHECK(store.notes.empty());
    CHECK(store->torrents()->size() == torrents - 1);
    CHECK(stage.set_aside() == 0);
}

TEST_CASE("salvage: garbage amid the torrents costs those of that page, and no number twice") {
    Damaged const stage;
    auto const leaves = stage.leaves("torrents");
    REQUIRE(leaves.size() > 4);
    stage.break_page(leaves[leaves.size() / 2]);
    OpenedStore const store{stage.dir.path()};
    REQUIRE(store.notes.size() == 1);
    INFO(store.notes.front());
    CHECK(store.notes.front().find("session.db.damaged-") != std::string::npos);
    CHECK(stage.set_aside() == 1);

    auto const rows = *store->torrents();
    auto const lost = torrents - 1 - rows.size();
    CHECK(lost > 0);
    CHECK(lost <= 3 * torrents / leaves.size());
    for (auto const& row : rows) {
        CHECK(row.name == row_of(row.id).name);
        CHECK(store->record(row.id) == "record " + std::to_string(row.id));
        CHECK(store->torrent_bytes(row.id)->starts_with(".torrent " + std::to_string(row.id)));
    }
    CHECK(store->blob("dht") == "nodes");
    CHECK(store.add(row_of(1000)) == torrents + 1);
}

TEST_CASE("salvage: two broken pages, what lies between them is saved too") {
    Damaged const stage;
    auto const leaves = stage.leaves("torrents");
    REQUIRE(leaves.size() > 6);
    stage.break_page(leaves[1]);
    stage.break_page(leaves[leaves.size() - 2]);
    OpenedStore const store{stage.dir.path()};
    CHECK(store->torrents()->size() >= torrents - 1 - 5 * torrents / leaves.size());
}

TEST_CASE("salvage: damage in a large table shows when it is met, the next start repairs it") {
    Damaged const stage;
    auto const leaves = stage.leaves("metadata");
    stage.break_page(leaves[leaves.size() / 2]);
    {
        OpenedStore const store{stage.dir.path()};
        CHECK(store.notes.empty());
        std::size_t unreadable = 0;
        auto const rows = *store->torrents();
        for (auto const& row : rows) {
            auto const bytes = store->torrent_bytes(row.id);
            if (!bytes) {
                CHECK(bytes.error().code == Errc::unavailable);
                ++unreadable;
            }
        }
        CHECK(unreadable > 0);
        CHECK(store.add(row_of(999))); // the others go on
    }
    OpenedStore const store{stage.dir.path()};
    CHECK(store.notes.size() == 1);
    auto const rows = *store->torrents();
    CHECK(rows.size() == torrents);
    for (auto const& row : rows)
        CHECK(store->torrent_bytes(row.id));
}

TEST_CASE("salvage: of a truncated file the part that is there is saved") {
    Damaged const stage;
    auto const all = stage.bytes();
    stage.replace_bytes(all.substr(0, all.size() / 2));
    OpenedStore const store{stage.dir.path()};
    CHECK(store.notes.size() == 1);
    CHECK(store->torrents()->size() > torrents / 4);
    CHECK(store.add(row_of(1000)));
}

TEST_CASE("salvage: an empty file, and one that is no database, are set aside") {
    for (std::string const& content : {std::string{}, std::string(10'000, 'x')}) {
        CAPTURE(content.size());
        Damaged const stage;
        stage.replace_bytes(content);
        OpenedStore const store{stage.dir.path()};
        CHECK(store.notes.size() == 1);
        CHECK(stage.set_aside() == 1);
        CHECK(store->torrents()->empty());
        CHECK(store.add(row_of(1)));
    }
}

TEST_CASE("salvage: bytes flipped anywhere never stop the store, nor come back as nonsense") {
    Damaged const stage;
    auto const sound = stage.bytes();
    for (std::size_t i = 0; i < 24; ++i) {
        auto const at = sound.size() * i / 24;
        CAPTURE(at);
        TempDir dir;
        auto broken = sound;
        for (std::size_t k = at; k < std::min(at + 300, broken.size()); ++k)
            broken[k] = static_cast<char>(~broken[k]);
        REQUIRE(write_file(dir / "session.db", broken, Overwrite::no));
        OpenedStore const store{dir.path()};
        auto const rows = store->torrents();
        REQUIRE(rows);
        for (auto const& row : *rows)
            CHECK(row.info_hash.v1.has_value());
        CHECK(store.add(row_of(5000)));
    }
}

TEST_CASE("salvage: killed before the last step, the next start takes it") {
    Damaged const stage;
    fs::rename(stage.path(), stage.dir / "session.db.salvaged");
    REQUIRE(write_file(stage.path(), "damaged", Overwrite::no));
    OpenedStore const store{stage.dir.path()};
    CHECK(store.notes.size() == 1);
    CHECK(store->torrents()->size() == torrents - 1);
    CHECK(stage.set_aside() == 1);
    CHECK_FALSE(fs::exists(stage.dir / "session.db.salvaged"));
}

TEST_CASE("salvage: a log without its database does not spoil the new one") {
    Damaged const stage;
    fs::remove(stage.path());
    REQUIRE(write_file(stage.dir / "session.db-wal", std::string(5000, 'w'), Overwrite::no));
    OpenedStore const store{stage.dir.path()};
    CHECK(store.add(row_of(1)) == 1);
    CHECK(stage.set_aside() == 1);
}
