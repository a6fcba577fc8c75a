#pragma once

#include "ui-cli/cli/flags/setting_flags.hpp"

namespace shoal::cli {

/// The swarm flags that get, seed and the daemon share: the table's keys without section.
class SwarmFlags {
public:
    /// Adds the flags to `command`, which then borrows this object.
    void attach(CLI::App& command);

    /// What the flags say. The error's `where` is the flag or variable.
    [[nodiscard]] Result<api::SwarmOptions> options(fs::path const& default_state_dir) const;

private:
    SettingFlags flags_;
};

} // namespace shoal::cli
