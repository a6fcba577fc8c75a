#pragma once

#include "core/base/file.hpp"

#include <sys/types.h>

namespace shoal::app {

/// Starts a program, found as a shell finds it, that is to outlive us: no terminal's signal reaches
/// it, no signal is blocked in it, it has none of our files and sockets, and nothing to read.
/// `log`: its output goes to the end of this file; empty: where ours goes.
[[nodiscard]] Result<pid_t> spawn(std::vector<std::string> arguments,
                                  std::vector<std::string> variables, fs::path const& log);

/// Of this process, "NAME=value".
[[nodiscard]] std::vector<std::string> environment();

} // namespace shoal::app
