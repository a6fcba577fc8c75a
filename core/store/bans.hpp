#pragma once

#include "core/api/ban.hpp"
#include "core/store/database.hpp"

namespace shoal::store {

/// A peer that is banned anew keeps the new ban only.
[[nodiscard]] Result<void> save_ban(Database& database, api::Ban const& ban);
/// Of all at this address.
[[nodiscard]] Result<void> lift_bans(Database& database, api::Endpoint const& peer);
[[nodiscard]] Result<void> drop_bans(Database& database, WallTime until);
/// Those that hold beyond `now`, oldest first.
[[nodiscard]] Result<std::vector<api::Ban>> load_bans(Database& database, WallTime now);

} // namespace shoal::store
