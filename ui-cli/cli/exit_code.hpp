#pragma once

#include "core/base/result.hpp"

namespace shoal::cli {

/// What the process tells its caller: the table of the product contract.
enum class ExitCode {
    done = 0,
    failed = 1,
    usage = 2,
    not_found = 3,
    no_daemon = 4,
    check_failed = 5,
    timed_out = 6,
    partly_done = 7,
    interrupted = 130,
    terminated = 143,
};

[[nodiscard]] ExitCode exit_code(Errc code);

} // namespace shoal::cli
