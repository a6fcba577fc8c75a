#pragma once

#include "core/api/setting_table.hpp"

#include <string>
#include <vector>

namespace shoal::tui {

/// A setting of the session that takes effect at once, named as in the configuration's file.
struct SetupRow {
    api::Setting const* setting = nullptr; ///< of the one table
    std::string name;                      ///< "queue.downloads"
    std::string value;                     ///< "5", "no limit", "on"
    std::string typed;                     ///< as a user would type it; empty: not set
    std::string words;                     ///< what it does, and what holds while it is not set
    bool holds = true;                     ///< false: a limit that others take the place of now
};

/// All of them, in the order of the screen; always as many. What a daemon reads at its start
/// alone, and where it keeps things, is not among them.
[[nodiscard]] std::vector<SetupRow> setup_rows(api::SessionRules const& rules,
                                               bool alternative_in_force);

/// The rules with that setting as typed; empty text: as it is when nobody sets it. Else why that
/// is no value.
[[nodiscard]] Result<api::SessionRules>
with_setting(api::SessionRules const& rules, api::Setting const& setting, std::string const& typed);

} // namespace shoal::tui
