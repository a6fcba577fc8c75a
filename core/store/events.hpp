#pragma once

#include "core/api/event.hpp"
#include "core/store/database.hpp"

namespace shoal::store {

/// How many events are kept; older ones go.
inline constexpr std::int64_t events_kept = 10'000;

/// Under `event.number`, which is greater than those before.
[[nodiscard]] Result<void> save_event(Database& database, api::Event const& event);
/// The newest so many, oldest first. Kinds that this shoal does not know are left out.
[[nodiscard]] Result<std::vector<api::Event>> load_events(Database& database, std::size_t most);

} // namespace shoal::store
