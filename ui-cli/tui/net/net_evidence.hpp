#pragma once

#include "ui-cli/tui/model/model.hpp"

namespace shoal::tui {

/// What each line of the partition watch rests on, in words, with the figures. Pure.
[[nodiscard]] std::vector<std::string> partition_evidence(Model const& model);

} // namespace shoal::tui
