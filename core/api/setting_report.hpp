#pragma once

#include "core/api/setting_layers.hpp"

namespace shoal::api {

/// Every key with its value and where that came from, one a line, as TOML that reads as the same:
/// "queue.downloads = 5  # default". A proxy's user and password are left out.
[[nodiscard]] std::string print(Configuration const& configuration);

/// A key whose value differs.
struct SettingChange {
    std::string name;
    std::string before; ///< as `print` writes it
    std::string after;
    Takes takes = Takes::at_once;

    friend bool operator==(SettingChange const&, SettingChange const&) = default;
};

/// In the table's order; for a daemon that reads its configuration anew.
[[nodiscard]] std::vector<SettingChange> differences(Settings const& before, Settings const& after);

/// "changed: up 0 → "1MiB"; needs a restart: listen [] → ["[::]:6881"]", or "nothing changed".
[[nodiscard]] std::string describe(std::vector<SettingChange> const& changes);

} // namespace shoal::api
