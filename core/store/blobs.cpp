#include "core/store/blobs.hpp"

#include "core/store/columns.hpp"

namespace shoal::store {

Result<void> save_blob(Database& database, std::string const& key, std::string const& bytes) {
    SHOAL_TRY(auto statement, database.prepare("REPLACE INTO blobs (key, bytes) VALUES (?, ?)"));
    Parameters{statement}.put(key, Blob{bytes});
    return statement.run();
}

Result<std::string> load_blob(Database& database, std::string const& key) {
    SHOAL_TRY(auto statement, database.prepare("SELECT bytes FROM blobs WHERE key = ?"));
    Parameters{statement}.put(key);
    SHOAL_TRY(bool const found, statement.step());
    return found ? statement.bytes(0) : std::string{};
}

} // namespace shoal::store
