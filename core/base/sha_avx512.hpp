#pragma once

#include "core/base/sha_cpu.hpp"

// SHA in plain vector arithmetic, a message in each of 16 columns. Only where the CPU has AVX-512 F
// and BW, which sha_x86.cpp asks. Costs the same for one input as for 16.

namespace shoal::sha_avx512 {

/// As sha_cpu's.
void compress_sha1(std::span<sha_cpu::Input const> inputs, std::size_t count);
void compress_sha256(std::span<sha_cpu::Input const> inputs, std::size_t count);

} // namespace shoal::sha_avx512
