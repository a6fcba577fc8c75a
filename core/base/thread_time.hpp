#pragma once

#include <chrono>
#include <ctime>

namespace shoal {

/// Processor time that the calling thread has used.
[[nodiscard]] inline std::chrono::nanoseconds thread_time() {
    timespec spent{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return std::chrono::seconds{spent.tv_sec} + std::chrono::nanoseconds{spent.tv_nsec};
}

} // namespace shoal
