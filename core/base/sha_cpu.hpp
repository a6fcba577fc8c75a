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

/// Runs `count` blocks of each of one to `width` inputs through the compression (FIPS 180-4).
using Compress = void (*)(std::span<Input const> inputs, std::size_t count);

/// Null where this CPU cannot.
struct Code {
    Compress sha1 = nullptr;
    Compress sha256 = nullptr;
};

[[nodiscard]] Code sha_instructions();
[[nodiscard]] Code avx512();
/// The faster of them, for as many inputs as there are each time.
[[nodiscard]] Code fastest();

} // namespace shoal::sha_cpu
