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

/// Memory taken from the machine and touched, at most half of what is free, to be given back when
/// a client needs it. A virtual machine returns pages that are free for 2 s to its host, and pays
/// up to 5 s/GiB when they are touched again: the pauses of a client would decide what it pays.
/// Small pages on purpose: of huge ones given back, the next allocations took few, and paid.
class HeldMemory {
public:
    explicit HeldMemory(std::int64_t bytes);
    ~HeldMemory();
    HeldMemory(HeldMemory const&) = delete;
    HeldMemory& operator=(HeldMemory const&) = delete;

private:
    void* data_;
    std::size_t size_;
};

} // namespace shoal::bench
