#pragma once

#include "core/base/sha_cpu.hpp"

// The x86 SHA instructions. Only where the CPU has them (and SSE 4.1), which sha_x86.cpp asks.

namespace shoal::sha_ni {

inline constexpr std::size_t sha1_width = 3;
inline constexpr std::size_t sha256_width = 2;

/// As sha_cpu's, one to `sha1_width` inputs.
void compress_sha1(std::span<sha_cpu::Input const> inputs, std::size_t count);
/// As sha_cpu's, one to `sha256_width` inputs.
void compress_sha256(std::span<sha_cpu::Input const> inputs, std::size_t count);

} // namespace shoal::sha_ni
