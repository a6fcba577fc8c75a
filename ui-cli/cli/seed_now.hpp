#pragma once

#include "core/api/torrents.hpp"
#include "ui-cli/cli/context.hpp"

namespace shoal::cli {

/// Seeds what `create` has just hashed, in the foreground, without reading it again.
[[nodiscard]] ExitCode seed_created(Context& context, api::CreateReport const& created);

} // namespace shoal::cli
