#pragma once

#include "core/base/clock.hpp"
#include "core/store/database.hpp"

namespace shoal::store {

struct OpenedDatabase {
    std::unique_ptr<Database> database; ///< for writing, of the newest schema
    std::vector<std::string> notes;     ///< for the user
};

/// session.db in `dir`: made when it is missing, brought up to date, replaced by what can be
/// salvaged when it is damaged. The caller holds the folder's lock.
[[nodiscard]] Result<OpenedDatabase> open_session(fs::path const& dir, WallTime now);

[[nodiscard]] fs::path session_path(fs::path const& dir);

/// The next `open_session` looks at every page.
void suspect_damage(fs::path const& dir);

} // namespace shoal::store
