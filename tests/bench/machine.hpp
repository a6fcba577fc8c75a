#pragma once

#include "core/base/file.hpp"

#include <cstdint>

// What a fair run needs of the machine, and what the machine did meanwhile.

namespace shoal::bench {

/// CPU-seconds that all processors were busy since the machine started, interrupts included.
[[nodiscard]] double busy_seconds();
/// CPU-seconds of this program itself.
[[nodiscard]] double own_cpu_seconds();
/// Bytes that crossed the loopback device of our network, headers included.
[[nodiscard]] std::int64_t loopback_bytes();

/// Reads a file to its end, so that it is in the page cache as far as it fits.
void read_through(fs::path const& file);
/// Touches that much memory, at most what is free, and gives it back: a virtual machine that
/// returned pages to its host pays for each when it is touched again, up to 5 s/GiB.
void claim_memory(std::int64_t bytes);

} // namespace shoal::bench
