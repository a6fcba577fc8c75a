#include "core/store/salvage.hpp"

#include "core/store/schema.hpp"

#include <fmt/format.h>

namespace shoal::store {
namespace {

/// Numbers that may have been given after the last that can be read: none may be given twice.
constexpr std::int64_t unknown_ids = 1000;
/// How far beyond a damaged page to look for single rows.
constexpr std::int64_t look_ahead = 100'000;

/// One table's rows on their way from a damaged database to a new one of the same schema.
class TableCopy {
public:
    TableCopy(Database& from, Database& to, std::string table)
        : from_(from), to_(to), table_(std::move(table)) {}

    /// How many rows could be copied.
    Result<std::int64_t> run() {
        SHOAL_TRY(auto const low, scan("rowid > ? ORDER BY rowid", 0));
        if (!low.failed)
            return copied_;
        SHOAL_TRY(auto const high, scan("rowid > ? ORDER BY rowid DESC", low.last));
        if (!high.failed)
            return copied_;
        // Between the first page that fails and the last, each row may lie in a sound one.
        auto const far = low.last + look_ahead;
        auto const end = high.last == 0 ? far : std::min(high.last, far);
        for (auto id = low.last + 1; id < end; ++id)
            SHOAL_TRY_VOID(scan("rowid = ?", id));
        return copied_;
    }

private:
    struct Scan {
        std::int64_t last = 0; ///< row
        bool failed = false;
    };

    Result<Scan> scan(std::string_view which, std::int64_t bound) {
        Scan done;
        auto rows = from_.prepare(
            fmt::format("SELECT rowid, * FROM {} NOT INDEXED WHERE {}", table_, which));
        if (rows)
            rows->put_integer(0, bound);
        while (rows) {
            auto const more = rows->step();
            if (more && !*more)
                return done;
            if (!more)
                break;
            done.last = rows->integer(0);
            SHOAL_TRY_VOID(insert(*rows));
        }
        done.failed = true;
        return done;
    }

    /// A row that the schema refuses is not copied: it was read from garbage.
    Result<void> insert(Statement const& row) {
        std::string values = "?";
        for (int column = 2; column < row.columns(); ++column)
            values += ", ?";
        SHOAL_TRY(auto statement,
                  to_.prepare(fmt::format("INSERT INTO {} VALUES ({})", table_, values)));
        statement.put_row(row, 1);
        auto inserted = statement.run();
        if (!inserted && inserted.error().code != Errc::conflict)
            return inserted;
        copied_ += inserted ? 1 : 0;
        return {};
    }

    Database& from_;
    Database& to_;
    std::string table_;
    std::int64_t copied_ = 0;
};

Result<std::vector<std::string>> tables_of(Database& database) {
    SHOAL_TRY(auto names, database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' "
                                           "AND name NOT LIKE 'sqlite%' ORDER BY rowid"));
    std::vector<std::string> tables;
    while (true) {
        SHOAL_TRY(bool const more, names.step());
        if (!more)
            return tables;
        tables.push_back(names.bytes(0));
    }
}

/// Numbers go on after the last that was ever given.
Result<void> go_on_counting(Database& from, Database& to) {
    constexpr auto last_sql = "SELECT seq FROM sqlite_sequence WHERE name = 'torrents'";
    SHOAL_TRY(auto const copied, to.integer(last_sql));
    auto const given = from.integer(last_sql).value_or(copied + (copied > 0 ? unknown_ids : 0));
    return to.run(fmt::format("DELETE FROM sqlite_sequence WHERE name = 'torrents'; "
                              "INSERT INTO sqlite_sequence VALUES ('torrents', {})",
                              std::max(given, copied)));
}

Result<std::string> copy_all(Database& from, Database& to) {
    SHOAL_TRY(auto const tables, tables_of(to));
    std::string counts;
    for (auto const& table : tables) {
        SHOAL_TRY(auto const rows, TableCopy(from, to, table).run());
        counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", rows, table);
    }
    SHOAL_TRY_VOID(go_on_counting(from, to));
    return counts;
}

/// 0: nothing can be read.
int readable_schema(Database& database) {
    // Makes SQLite read a file that is shorter than it should be.
    (void)database.run("PRAGMA writable_schema = ON");
    auto const version = schema_of(database).value_or(0);
    return version <= newest_schema() ? version : 0;
}

} // namespace

Result<std::string> salvage(fs::path const& damaged, fs::path const& fresh) {
    SHOAL_TRY(auto to, Database::open(fresh, Access::create));
    auto from = Database::open(damaged, Access::write);
    int const version = from ? readable_schema(**from) : 0;
    SHOAL_TRY_VOID(migrate(*to, version > 0 ? version : newest_schema()));
    if (version == 0)
        return "nothing in it can be read";
    SHOAL_TRY_VOID(to->run("PRAGMA foreign_keys = ON; BEGIN"));
    SHOAL_TRY(auto const counts, copy_all(**from, *to));
    SHOAL_TRY_VOID(to->run("COMMIT"));
    return "saved from it: " + counts;
}

} // namespace shoal::store
