#pragma once

#include "core/store/database.hpp"

namespace shoal::store {

/// Copies what can be read of the database `damaged`, row by row, to a new one at `fresh`. Says for
/// the user what that was. Fails only when the new one cannot be written.
[[nodiscard]] Result<std::string> salvage(fs::path const& damaged, fs::path const& fresh);

} // namespace shoal::store
