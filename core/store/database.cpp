#include "core/store/database.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <sqlite3.h>

namespace shoal::store {
namespace {

/// The kind of an extended result code.
int primary(int code) {
    return code & 0xff;
}

int flags_of(Access access) {
    constexpr int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Access::read:
        return common | SQLITE_OPEN_READONLY;
    case Access::write:
        return common | SQLITE_OPEN_READWRITE;
    case Access::create:
        break;
    }
    return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

Error read_only(fs::path const& path) {
    return {Errc::denied, "it can only be read; check its owner and mode", path.string()};
}

bool means_damage(int code) {
    return primary(code) == SQLITE_CORRUPT || primary(code) == SQLITE_NOTADB;
}

} // namespace

Statement::~Statement() {
    if (statement_ == nullptr)
        return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      bind_error_(other.bind_error_) {}

void Statement::note(int code) {
    if (bind_error_ == SQLITE_OK)
        bind_error_ = code;
}

void Statement::put_null(int parameter) {
    note(sqlite3_bind_null(statement_, parameter + 1));
}

void Statement::put_integer(int parameter, std::int64_t value) {
    note(sqlite3_bind_int64(statement_, parameter + 1, value));
}

void Statement::put_real(int parameter, double value) {
    note(sqlite3_bind_double(statement_, parameter + 1, value));
}

void Statement::put_text(int parameter, std::string_view value) {
    if (value.find('\0') != std::string_view::npos || !is_utf8(value))
        return put_blob(parameter, value);
    note(sqlite3_bind_text64(statement_, parameter + 1, value.empty() ? "" : value.data(),
                             value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::put_blob(int parameter, std::string_view bytes) {
    // A null pointer would bind NULL.
    note(sqlite3_bind_blob64(statement_, parameter + 1, bytes.empty() ? "" : bytes.data(),
                             bytes.size(), SQLITE_TRANSIENT));
}

void Statement::put_row(Statement const& other, int first_column) {
    for (int column = first_column; column < other.columns(); ++column)
        note(sqlite3_bind_value(statement_, column - first_column + 1,
                                sqlite3_column_value(other.statement_, column)));
}

Result<bool> Statement::step() {
    if (bind_error_ != SQLITE_OK)
        return tl::make_unexpected(database_->error(bind_error_));
    int const code = sqlite3_step(statement_);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return tl::make_unexpected(database_->error(code));
}

Result<void> Statement::run() {
    while (true) {
        SHOAL_TRY(bool const more, step());
        if (!more)
            return {};
    }
}

int Statement::columns() const {
    return sqlite3_column_count(statement_);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const {
    return sqlite3_column_double(statement_, column);
}

std::string Statement::bytes(int column) const {
    auto const* const data = static_cast<char const*>(sqlite3_column_blob(statement_, column));
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return data == nullptr ? std::string{} : std::string{data, size};
}

Result<std::unique_ptr<Database>> Database::open(fs::path const& path, Access access) {
    sqlite3* handle = nullptr;
    int const code = sqlite3_open_v2(path.c_str(), &handle, flags_of(access), nullptr);
    // Even when it could not be opened there is a handle, which tells why.
    std::unique_ptr<Database> database{new Database{handle, path}};
    if (code != SQLITE_OK)
        return tl::make_unexpected(database->error(code));
    if (access != Access::read && sqlite3_db_readonly(handle, "main") == 1)
        return tl::make_unexpected(read_only(path));
    sqlite3_busy_timeout(handle, 5000); // somebody may look at the file by hand
    return database;
}

Database::~Database() {
    for (auto const& [sql, statement] : statements_)
        sqlite3_finalize(statement);
    sqlite3_close(handle_);
}

Result<void> Database::run(std::string const& sql) {
    int const code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return tl::make_unexpected(error(code));
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    auto const known = statements_.find(sql);
    if (known != statements_.end())
        return Statement{*this, known->second};
    sqlite3_stmt* statement = nullptr;
    int const code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return tl::make_unexpected(error(code));
    statements_.emplace(sql, statement);
    return Statement{*this, statement};
}

Result<std::int64_t> Database::integer(std::string_view sql) {
    SHOAL_TRY(auto statement, prepare(sql));
    SHOAL_TRY(bool const found, statement.step());
    return found ? statement.integer(0) : 0;
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(handle_);
}

std::int64_t Database::last_id() const {
    return sqlite3_last_insert_rowid(handle_);
}

Error Database::error(int code) {
    is_damaged_ = is_damaged_ || means_damage(code);
    int const reason = handle_ == nullptr ? 0 : sqlite3_system_errno(handle_);
    switch (primary(code)) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {Errc::unavailable,
                "the database is damaged; start shoal anew, it then saves what is left",
                path_.string()};
    case SQLITE_CONSTRAINT:
        return {Errc::conflict, sqlite3_errmsg(handle_), path_.string()};
    case SQLITE_ERROR:
        return {Errc::internal, sqlite3_errmsg(handle_), path_.string()};
    case SQLITE_TOOBIG:
        return {Errc::invalid_input, "it is too large for the database", path_.string()};
    case SQLITE_FULL:
        return io_error(ENOSPC, path_);
    case SQLITE_READONLY:
        return read_only(path_);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Errc::busy, "another program uses the database; end it", path_.string()};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        if (reason != 0)
            return io_error(reason, path_);
        break;
    default:
        break;
    }
    return {Errc::io, fmt::format("the database failed: {}", sqlite3_errstr(code)), path_.string()};
}

} // namespace shoal::store
