#pragma once

#include "core/api/health.hpp"
#include "core/base/file.hpp"

namespace shoal::health {

/// What a trace leads to, seen to its end. It has no name: the file's stands for it. Blocking.
[[nodiscard]] Result<api::Conclusions> replay(fs::path const& trace);

} // namespace shoal::health
