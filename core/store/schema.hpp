#pragma once

#include "core/store/database.hpp"

namespace shoal::store {

/// The newest version; each before it can be brought up to it.
[[nodiscard]] int newest_schema();

/// 0 for a database that is new, or not ours.
[[nodiscard]] Result<int> schema_of(Database& database);

/// Brings the database up to `version`, each step in a transaction of its own. One that is newer is
/// invalid_input: its data would be misread.
[[nodiscard]] Result<void> migrate(Database& database, int version = newest_schema());

} // namespace shoal::store
