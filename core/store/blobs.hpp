#pragma once

#include "core/store/database.hpp"

namespace shoal::store {

/// What belongs to the session as a whole, each under a key.
[[nodiscard]] Result<void> save_blob(Database& database, std::string const& key,
                                     std::string const& bytes);
/// Empty: none.
[[nodiscard]] Result<std::string> load_blob(Database& database, std::string const& key);

} // namespace shoal::store
