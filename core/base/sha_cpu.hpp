#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

// What the CPU itself can do for SHA, several messages side by side. For hash_lanes alone. Which
// file is behind it is chosen when building: sha_x86.cpp, or sha_absent.cpp elsewhere.

namespace shoal::sha_cpu {

/// The most messages side by side.
inline constexpr std::size_t width = 16;

/// One message: its state between blocks (5 words for SHA-1, 8 for SHA-256), and where its next
/// blocks of 64 bytes are.
struct Input {
    std::uint32_t* state;
    std::byte const* blocks;
};

/// Whether this CPU can; if not, the functions below must not be called.
[[nodiscard]] bool available();

/// Runs `count` blocks of each of one to `width` inputs through SHA-1's compression (FIPS 180).
void compress_sha1(std::span<Input const> inputs, std::size_t count);

/// The same for SHA-256.
void compress_sha256(std::span<Input const> inputs, std::size_t count);

} // namespace shoal::sha_cpu
