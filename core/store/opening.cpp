// How a damaged session.db is replaced so that a kill at any moment loses nothing:
//   1. what can be read is copied to session.db.new,
//   2. which, once complete and on the disk, is renamed to session.db.salvaged: from here on it
//      counts, and every start finishes what is left to do:
//   3. session.db and its log go to session.db.damaged-TIME, session.db.salvaged to session.db.
// A missing session.db is made in the same way: an empty or half-made one is always damage.

#include "core/store/opening.hpp"

#include "core/store/salvage.hpp"
#include "core/store/schema.hpp"

#include <fmt/chrono.h>

#include <fcntl.h>
#include <sys/stat.h>

namespace shoal::store {
namespace {

/// SQLite's write-ahead log of a database, and the index into it.
fs::path log_of(fs::path const& path) {
    return path.native() + "-wal";
}

fs::path index_of(fs::path const& path) {
    return path.native() + "-shm";
}

/// A file beside session.db.
fs::path beside(fs::path const& dir, std::string_view ending) {
    return session_path(dir).native() + std::string{ending};
}

Result<void> move_file(fs::path const& from, fs::path const& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error)
        return tl::make_unexpected(io_error(error.value(), from));
    flush_folder(to.parent_path());
    return {};
}

bool is_there(fs::path const& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

void discard(fs::path const& path) {
    std::error_code ignored;
    fs::remove(path, ignored);
}

fs::path free_name(fs::path const& dir, WallTime now) {
    auto const seconds = std::chrono::system_clock::to_time_t(now);
    auto const name =
        beside(dir, fmt::format(".damaged-{:%Y%m%dT%H%M%SZ}", fmt::gmtime(seconds))).native();
    fs::path path = name;
    for (int n = 2; is_there(path) || is_there(log_of(path)); ++n)
        path = fmt::format("{}-{}", name, n);
    return path;
}

/// Out of the way with session.db and its log, if there are any.
Result<fs::path> set_aside(fs::path const& dir, WallTime now) {
    auto const path = session_path(dir);
    auto const aside = free_name(dir, now);
    if (is_there(log_of(path)))
        SHOAL_TRY_VOID(move_file(log_of(path), log_of(aside)));
    if (is_there(path))
        SHOAL_TRY_VOID(move_file(path, aside));
    discard(index_of(path));
    return aside;
}

/// Step 3; a note for the user.
Result<std::string> replace(fs::path const& dir, WallTime now) {
    SHOAL_TRY(auto const aside, set_aside(dir, now));
    SHOAL_TRY_VOID(move_file(beside(dir, ".salvaged"), session_path(dir)));
    return "the session database was damaged and is kept as " + aside.string();
}

/// Where steps 1 put their work.
fs::path make_room(fs::path const& dir) {
    auto path = beside(dir, ".new");
    for (auto const& left_over : {path, log_of(path), index_of(path), beside(dir, ".new-journal")})
        discard(left_over);
    return path;
}

/// Others have no business in it: SQLite gives the log the same mode.
Result<void> make_private(fs::path const& path) {
    if (::chmod(path.c_str(), 0600) != 0)
        return tl::make_unexpected(io_error(errno, path));
    return flush_file(path);
}

Result<void> create(fs::path const& dir) {
    auto const path = make_room(dir);
    {
        SHOAL_TRY(auto database, Database::open(path, Access::create));
        SHOAL_TRY_VOID(migrate(*database));
    }
    SHOAL_TRY_VOID(make_private(path));
    return move_file(path, session_path(dir));
}

/// Steps 1 to 3; a note for the user.
Result<std::string> rescue(fs::path const& dir, WallTime now) {
    auto const path = make_room(dir);
    SHOAL_TRY(auto const saved, salvage(session_path(dir), path));
    SHOAL_TRY_VOID(make_private(path));
    SHOAL_TRY_VOID(move_file(path, beside(dir, ".salvaged")));
    SHOAL_TRY(auto const replaced, replace(dir, now));
    return replaced + "; " + saved;
}

/// `what`: empty for all there is.
Result<bool> passes(Database& database, std::string const& what) {
    SHOAL_TRY(auto check, database.prepare("PRAGMA quick_check" + what));
    SHOAL_TRY(bool const answered, check.step());
    return answered && check.bytes(0) == "ok";
}

/// Looks at the small tables, all of which are read at the start anyhow, unless all is suspect. The
/// large ones would take seconds; their damage shows when it is met.
Result<bool> is_sound(Database& database, bool suspect) {
    SHOAL_TRY(int const version, schema_of(database));
    if (version == 0 || version > newest_schema())
        return version != 0; // what is too new is refused later
    if (suspect)
        return passes(database, "");
    for (auto const* table : {"(torrents)", "(totals)", "(bans)", "(blobs)", "(sqlite_sequence)"}) {
        SHOAL_TRY(bool const good, passes(database, table));
        if (!good)
            return false;
    }
    return true;
}

/// An error: the disk does not let us look.
Result<bool> is_sound(fs::path const& dir) {
    std::error_code ignored;
    if (fs::file_size(session_path(dir), ignored) == 0)
        return false; // SQLite takes it for new, and throws the log away
    SHOAL_TRY(auto database, Database::open(session_path(dir), Access::write));
    auto sound = is_sound(*database, is_there(beside(dir, ".suspect")));
    if (!sound && (database->is_damaged() || sound.error().code == Errc::internal))
        return false;
    return sound;
}

} // namespace

fs::path session_path(fs::path const& dir) {
    return dir / "session.db";
}

void suspect_damage(fs::path const& dir) {
    Fd const made{::open(beside(dir, ".suspect").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600)};
}

Result<OpenedDatabase> open_session(fs::path const& dir, WallTime now) {
    OpenedDatabase opened;
    if (is_there(beside(dir, ".salvaged"))) {
        SHOAL_TRY(auto note, replace(dir, now));
        opened.notes.push_back(std::move(note));
    }
    if (!is_there(session_path(dir))) {
        SHOAL_TRY_VOID(set_aside(dir, now)); // a log without its database
        SHOAL_TRY_VOID(create(dir));
    }
    SHOAL_TRY(bool const sound, is_sound(dir));
    if (!sound) {
        SHOAL_TRY(auto note, rescue(dir, now));
        opened.notes.push_back(std::move(note));
    }
    discard(beside(dir, ".suspect"));
    SHOAL_TRY(opened.database, Database::open(session_path(dir), Access::write));
    SHOAL_TRY_VOID(opened.database->run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                                        "PRAGMA foreign_keys = ON; "
                                        "PRAGMA journal_size_limit = 8388608"));
    SHOAL_TRY_VOID(migrate(*opened.database));
    return opened;
}

} // namespace shoal::store
