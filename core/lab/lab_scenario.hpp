#pragma once

#include "core/api/lab.hpp"

#include <span>

namespace shoal::lab {

// Scenario files: TOML that says what a LabSpec says, in the units people write ("20MB/s", "5m").
// testdata/lab holds some, and the man page lists the keys.

/// `file` names the text in errors, which say its line too. Without a name in it, the scenario is
/// called `name`.
[[nodiscard]] Result<api::LabSpec> parse_scenario(std::string_view text, std::string const& name,
                                                  std::string const& file);

struct BuiltInScenario {
    std::string_view name;
    std::string_view text;
};

/// Those of testdata/lab, compiled in.
[[nodiscard]] std::span<BuiltInScenario const> built_in_scenarios();

/// See api::Lab::load.
[[nodiscard]] Result<api::LabSpec> load_scenario(std::string const& scenario);

} // namespace shoal::lab
