#pragma once

#include "core/base/file.hpp"

#include <sys/types.h>

namespace shoal::app {

/// How a child differs from us, besides that no signal is blocked in it and that it has none of our
/// files and sockets.
struct SpawnOptions {
    /// It is to outlive us: a session of its own, no input, and its output at the end of this file.
    /// Empty: it shares our terminal.
    fs::path log;
};

/// Starts a program, found as a shell finds it.
[[nodiscard]] Result<pid_t> spawn(std::vector<std::string> arguments,
                                  std::vector<std::string> variables, SpawnOptions const& options);

/// Of this process, "NAME=value".
[[nodiscard]] std::vector<std::string> environment();

} // namespace shoal::app
