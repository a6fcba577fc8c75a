#pragma once

#include "ui-cli/cli/context.hpp"

namespace shoal::cli {

/// Seeds what was created a moment ago, without reading it again, until a signal. The swarm flags
/// come from the environment (SHOAL_LISTEN, …).
[[nodiscard]] ExitCode seed_created(Context& context, api::CreateReport const& report);

} // namespace shoal::cli
