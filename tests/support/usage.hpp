#pragma once

#include <cstdint>
#include <sys/types.h>

namespace shoal::test {

// What a running process costs, from /proc; 0 once it is gone.

/// The most resident memory it ever had (VmHWM), mapped file pages included.
[[nodiscard]] std::int64_t peak_rss_kib(pid_t pid);
/// The resident memory it has now that no file stands behind (RssAnon).
[[nodiscard]] std::int64_t anonymous_rss_kib(pid_t pid);
/// Processor time so far, user and system, of the process itself.
[[nodiscard]] double cpu_seconds(pid_t pid);

} // namespace shoal::test
