#pragma once

#include "core/api/lab.hpp"

namespace shoal::cli {

// A lab while it runs. Pure.

/// A head line, one line for all of a role together, then one line for each member; 80 columns.
[[nodiscard]] std::vector<std::string> lab_live(api::LabReport const& report);
/// The same in one line.
[[nodiscard]] std::string lab_progress(api::LabReport const& report);

} // namespace shoal::cli
