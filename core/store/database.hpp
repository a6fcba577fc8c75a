#pragma once

#include "core/base/file.hpp"

#include <map>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace shoal::store {

class Database;

/// A prepared statement, ready for its values; given back to its database at the end of its life,
/// which must not outlive the database's. Parameters and columns count from 0.
class Statement {
public:
    Statement(Database& database, sqlite3_stmt* statement)
        : database_(&database), statement_(statement) {}

    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;

    // A value that does not fit makes the next `step` fail. Strings are copied.
    void put_null(int parameter);
    void put_integer(int parameter, std::int64_t value);
    void put_real(int parameter, double value);
    /// As text when it is UTF-8 without NULs, for people who look into the file; else as it is.
    void put_text(int parameter, std::string_view value);
    void put_blob(int parameter, std::string_view bytes);
    /// Column `first_column` of the other's row becomes the first parameter, and so on to its end.
    void put_row(Statement const& other, int first_column);

    /// On to the next row; false after the last.
    [[nodiscard]] Result<bool> step();
    /// To the end, whatever rows there are.
    [[nodiscard]] Result<void> run();

    [[nodiscard]] int columns() const;
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string bytes(int column) const; ///< of text too

private:
    void note(int code);

    Database* database_;
    sqlite3_stmt* statement_;
    int bind_error_ = 0;
};

enum class Access { read, write, create };

/// One connection to an SQLite file. One thread at a time.
///
/// Errors: conflict, when a constraint forbids it; invalid_input, when a value is too large;
/// unavailable, where the file is damaged; internal, for SQL that is wrong for this database.
/// Others come from the disk, and may have ended the transaction.
class Database {
public:
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(fs::path const& path,
                                                                Access access);
    ~Database();
    Database(Database const&) = delete;
    Database& operator=(Database const&) = delete;

    /// One statement, or several, without values.
    [[nodiscard]] Result<void> run(std::string const& sql);
    /// Kept for the next use: no two with the same text at a time.
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    /// The one integer that a query answers.
    [[nodiscard]] Result<std::int64_t> integer(std::string_view sql);

    /// Rows that the last change concerned.
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] std::int64_t last_id() const;

    /// Some part of the file turned out to be unreadable, though the disk gave its bytes.
    [[nodiscard]] bool is_damaged() const { return is_damaged_; }

private:
    friend class Statement;

    Database(sqlite3* handle, fs::path path) : handle_(handle), path_(std::move(path)) {}

    [[nodiscard]] Error error(int code);

    sqlite3* handle_;
    fs::path path_;
    std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
    bool is_damaged_ = false;
};

} // namespace shoal::store
