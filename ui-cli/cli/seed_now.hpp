#pragma once

#include "ui-cli/cli/context.hpp"

namespace shoal::cli {

/// Seeds what was created a moment ago, without reading it again, until a signal. The swarm flags
/// come from the environment (SHOAL_LISTEN, …). `json`: the events as a stream, as `seed --json`.
[[nodiscard]] ExitCode seed_created(Context& context, api::CreateReport const& report, bool json);

} // namespace shoal::cli
